import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { saveFileSchema, type Work, workFileSchema, workSchema } from '#protocol/api.ts';
import type { AppDependencies } from '../dependencies.ts';
import { findLab, labParams } from './labs.ts';

/** A file's text has at most 1,000,000 characters; in JSON one character takes up to 6 bytes. */
const saveBodyBytes = 6 * 1024 * 1024;

const fileParams = z.strictObject({ ...labParams.shape, '*': z.string().min(1).max(512) });

/** The learner's own files: read, write one, start over. */
export function workRoutes(deps: Pick<AppDependencies, 'labs' | 'work' | 'jobs'>): FastifyPluginAsyncZod {
	const withRunning = (work: Omit<Work, 'running'>): Work => {
		const running = deps.jobs.running(work.lab);
		return running === undefined ? work : { ...work, running };
	};
	return async (app) => {
		app.get(
			'/api/labs/:lab/work',
			{ schema: { summary: 'The learner’s files and last report', params: labParams, response: { 200: workSchema } } },
			async (request) => withRunning(await deps.work.read(findLab(deps.labs, request.params.lab).id)),
		);
		app.put(
			'/api/labs/:lab/work/files/*',
			{
				bodyLimit: saveBodyBytes,
				schema: {
					summary: 'Saves one file; 409 when it changed since `baseVersion`',
					params: fileParams,
					body: saveFileSchema,
					response: { 200: workFileSchema },
				},
			},
			async (request) => {
				const lab = findLab(deps.labs, request.params.lab).id;
				return deps.work.save(lab, request.params['*'], request.body.text, request.body.baseVersion);
			},
		);
		app.post(
			'/api/labs/:lab/work/reset',
			{
				schema: {
					summary: 'Puts the starter files back; the old ones stay as a backup',
					params: labParams,
					response: { 200: workSchema },
				},
			},
			async (request) => withRunning(await deps.work.reset(findLab(deps.labs, request.params.lab).id)),
		);
	};
}

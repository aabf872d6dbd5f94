import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type JobKind, startedJobSchema } from '#protocol/api.ts';
import type { AppDependencies } from '../dependencies.ts';
import { lastEventId, sendEvents } from '../event-stream.ts';
import { findLab, labParams } from './labs.ts';

const jobParams = z.strictObject({ job: z.string().max(128) });

const starts: readonly { readonly kind: JobKind; readonly path: string; readonly summary: string }[] = [
	{ kind: 'build', path: '/api/labs/:lab/builds', summary: 'Builds the learner’s image' },
	{ kind: 'check', path: '/api/labs/:lab/checks', summary: 'Builds, measures and checks the learner’s work' },
];

/** Builds and checks: start, follow, cancel. */
export function jobRoutes(deps: Pick<AppDependencies, 'labs' | 'jobs' | 'prebuild'>): FastifyPluginAsyncZod {
	return async (app) => {
		for (const { kind, path, summary } of starts) {
			app.post(
				path,
				{ schema: { summary, params: labParams, response: { 202: startedJobSchema } } },
				async (request, reply) => {
					const lab = findLab(deps.labs, request.params.lab).id;
					return reply.code(202).send(await deps.jobs.start(kind, lab));
				},
			);
		}
		app.post(
			'/api/labs/:lab/prebuild',
			{
				schema: {
					summary: 'Builds ahead what the first check would wait for, as soon as engine and bases are there',
					params: labParams,
					response: { 202: z.null() },
				},
			},
			async (request, reply) => {
				deps.prebuild(findLab(deps.labs, request.params.lab).id);
				return reply.code(202).send(null);
			},
		);
		app.get(
			'/api/jobs/:job/events',
			{ schema: { summary: 'What the job tells, as server-sent events; `Last-Event-ID` resumes', params: jobParams } },
			async (request, reply) => {
				const after = lastEventId(request.headers['last-event-id']);
				return sendEvents(reply, (left) => deps.jobs.events(request.params.job, after, left));
			},
		);
		app.delete(
			'/api/jobs/:job',
			{ schema: { summary: 'Asks a job to stop', params: jobParams, response: { 204: z.null() } } },
			async (request, reply) => {
				deps.jobs.cancel(request.params.job);
				return reply.code(204).send(null);
			},
		);
	};
}

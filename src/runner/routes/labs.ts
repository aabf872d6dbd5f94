import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { UserError } from '#errors';
import { type LabView, labListSchema, labViewSchema } from '#protocol/lab-view.ts';
import type { AppDependencies, LabShelf } from '../dependencies.ts';

export const labParams = z.strictObject({ lab: z.string().max(64).describe('Id of the lab, e.g. `go`') });

/** Throws `lab-not-found`, with the ids that there are. */
export function findLab(labs: LabShelf, id: string): LabView {
	const lab = labs.find(id);
	if (lab !== undefined) return lab;
	const ids = labs.list().map((each) => each.id);
	throw new UserError('lab-not-found', `There is no lab "${id}".`, `Take one of these: ${ids.join(', ')}.`);
}

/** `GET /api/labs` and `GET /api/labs/:lab`. */
export function labRoutes(deps: Pick<AppDependencies, 'labs'>): FastifyPluginAsyncZod {
	return async (app) => {
		app.get(
			'/api/labs',
			{ schema: { summary: 'The labs of the course', response: { 200: labListSchema } } },
			async () => ({ labs: deps.labs.list().map(({ id, title, summary }) => ({ id, title, summary })) }),
		);
		app.get(
			'/api/labs/:lab',
			{ schema: { summary: 'One lab, as a learner may know it', params: labParams, response: { 200: labViewSchema } } },
			async (request) => findLab(deps.labs, request.params.lab),
		);
	};
}

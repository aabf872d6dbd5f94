import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { healthSchema } from '#protocol/api.ts';
import type { AppDependencies } from '../dependencies.ts';

/** `GET /api/health`: the state of the engine, of each base and of each lab. */
export function healthRoutes(deps: Pick<AppDependencies, 'health'>): FastifyPluginAsyncZod {
	return async (app) => {
		app.get(
			'/api/health',
			{ schema: { summary: 'What is ready, what is going on and what is missing', response: { 200: healthSchema } } },
			async () => deps.health(),
		);
	};
}

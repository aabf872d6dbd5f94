/** The HTTP app: who may ask, what they get, and how a failure is told. Runs without a port in tests. */
import fastifyCookie from '@fastify/cookie';
import fastifySwagger from '@fastify/swagger';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { UserError } from '#errors';
import type { AppDependencies } from './dependencies.ts';
import { guardRequest, isSafeMethod } from './guard.ts';
import { asUserError, problemOf, problemType } from './problems.ts';
import { healthRoutes } from './routes/health.ts';
import { jobRoutes } from './routes/jobs.ts';
import { labRoutes } from './routes/labs.ts';
import { siteRoutes } from './routes/site.ts';
import { workRoutes } from './routes/work.ts';
import { securityHeaders } from './security-headers.ts';
import { requireSession, sessionCookieName } from './session-cookie.ts';

/** Bodies are small but for a saved file, which has a limit of its own. */
const bodyBytes = 16 * 1024;
const apiPrefix = '/api/';

function field(value: string | string[] | undefined): string | undefined {
	return Array.isArray(value) ? value[0] : value;
}

function sendProblem(error: unknown, reply: FastifyReply, deps: AppDependencies): FastifyReply {
	const failure = asUserError(error);
	if (failure.code === 'internal-fault') deps.onFault(error);
	const problem = problemOf(failure);
	return reply.code(problem.status).type(problemType).send(JSON.stringify(problem));
}

/** Host, origin and session: on every request, before a body is read. */
function guard(request: FastifyRequest, deps: AppDependencies): void {
	const port = deps.port();
	if (port === undefined) throw new UserError('host-refused', 'The course is not up yet.', 'Try again in a moment.');
	guardRequest(
		{
			method: request.method,
			host: field(request.headers.host),
			origin: field(request.headers.origin),
			fetchSite: field(request.headers['sec-fetch-site']),
		},
		port,
	);
	if (!isSafeMethod(request.method)) requireSession(request.cookies[sessionCookieName(port)], deps.sessionToken);
}

function answerUnknown(request: FastifyRequest, reply: FastifyReply, deps: AppDependencies): FastifyReply {
	const path = request.url.split('?', 1)[0] ?? '';
	if (path.startsWith(apiPrefix) || !isSafeMethod(request.method)) {
		const unknown = new UserError(
			'page-not-found',
			`There is nothing at ${request.method} ${path}.`,
			'Look at /api/openapi.json for the addresses that there are.',
		);
		return sendProblem(unknown, reply, deps);
	}
	return reply.code(404).header('cache-control', 'no-cache').sendFile('404.html');
}

/** Builds the app; the caller listens, injects and closes. */
export async function createApp(deps: AppDependencies): Promise<FastifyInstance> {
	const app = Fastify({
		bodyLimit: bodyBytes,
		routerOptions: { ignoreTrailingSlash: false },
		forceCloseConnections: true,
	});
	app.setValidatorCompiler(validatorCompiler);
	app.setSerializerCompiler(serializerCompiler);
	app.removeContentTypeParser('text/plain');
	app.setErrorHandler((error, _request, reply) => sendProblem(error, reply, deps));
	app.setNotFoundHandler((request, reply) => answerUnknown(request, reply, deps));

	app.addHook('onSend', async (_request, reply) => {
		reply.headers(securityHeaders);
		if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
	});
	await app.register(fastifyCookie);
	app.addHook('onRequest', async (request) => guard(request, deps));

	await app.register(fastifySwagger, {
		openapi: {
			info: {
				title: 'Stagecraft',
				description: 'The API between the course’s page and its runner',
				version: deps.version,
			},
		},
		transform: jsonSchemaTransform,
	});
	await app.register(healthRoutes(deps));
	await app.register(labRoutes(deps));
	await app.register(workRoutes(deps));
	await app.register(jobRoutes(deps));
	app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
	await app.register(siteRoutes(deps));
	return app;
}

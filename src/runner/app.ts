/** The HTTP app: who may ask, what they get, and how a failure is told. Runs without a port in tests. */
import fastifyCookie from '@fastify/cookie';
import fastifySwagger from '@fastify/swagger';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { UserError } from '#errors';
import { problemOf } from '#protocol/problem-details.ts';
import type { AppDependencies } from './dependencies.ts';
import { guardRequest, guardUpgrade, isSafeMethod } from './guard.ts';
import { notFoundPage } from './not-found-page.ts';
import { asUserError, problemType } from './problems.ts';
import { healthRoutes } from './routes/health.ts';
import { jobRoutes } from './routes/jobs.ts';
import { labRoutes } from './routes/labs.ts';
import { sessionRoutes } from './routes/session.ts';
import { siteRoutes } from './routes/site.ts';
import { workRoutes } from './routes/work.ts';
import { securityHeaders } from './security-headers.ts';
import { requireSession, sessionCookieName } from './session-cookie.ts';
import { registerWebsocket, terminalSocketPath, terminalUpgrade } from './upgrade/terminal-upgrade.ts';

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

function nothingAt({ method, url, ws }: FastifyRequest): UserError {
	return new UserError(
		'page-not-found',
		`There is nothing at ${ws ? 'an upgrade of' : method} ${url.split('?', 1)[0]}.`,
		'Look at /api/openapi.json for the addresses that there are.',
	);
}

/** Host, origin and session: on every request, before a body is read. */
function guard(request: FastifyRequest, deps: AppDependencies): void {
	const port = deps.port();
	if (port === undefined) throw new UserError('host-refused', 'The course is not up yet.', 'Try again in a moment.');
	const facts = {
		method: request.method,
		host: field(request.headers.host),
		origin: field(request.headers.origin),
		fetchSite: field(request.headers['sec-fetch-site']),
	};
	if (request.ws) guardUpgrade(facts, port);
	else guardRequest(facts, port);
	if (request.ws && request.routeOptions.url !== terminalSocketPath) throw nothingAt(request);
	if (request.ws || !isSafeMethod(request.method)) {
		requireSession(request.cookies[sessionCookieName(port)], deps.sessionToken);
	}
}

function answerUnknown(request: FastifyRequest, reply: FastifyReply, deps: AppDependencies): FastifyReply {
	if (request.url.startsWith(apiPrefix) || !isSafeMethod(request.method)) {
		return sendProblem(nothingAt(request), reply, deps);
	}
	return reply.code(404).header('cache-control', 'no-cache').sendFile(notFoundPage(deps.siteDir, request.url));
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
	await registerWebsocket(app, deps.onFault);
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
	await app.register(sessionRoutes(deps));
	await app.register(terminalUpgrade(deps));
	app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
	await app.register(siteRoutes(deps));
	return app;
}

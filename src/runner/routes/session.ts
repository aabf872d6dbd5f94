import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { UserError } from '#errors';
import {
	openedTerminalSchema,
	type SessionView,
	sessionListSchema,
	sessionViewSchema,
} from '#protocol/session-view.ts';
import type { AppDependencies, LabSession } from '../dependencies.ts';
import { sendEvents } from '../event-stream.ts';
import {
	followersPerSession,
	MinuteLimit,
	PlaceLimit,
	sessionOpeningsPerMinute,
	terminalOpeningsPerMinute,
	terminalsPerSession,
	tooMany,
} from '../opening-limits.ts';
import { asSeenFrom } from '../preview/preview-address.ts';
import { requireSession, sessionCookieName } from '../session-cookie.ts';
import { sessionEvents } from '../session-events.ts';
import { findLab, labParams } from './labs.ts';
import { terminalParams } from './session-params.ts';

const path = '/api/labs/:lab/session';

/** Sessions and their terminals: start, look, follow, extend, reset, end. */
export function sessionRoutes(
	deps: Pick<AppDependencies, 'labs' | 'sessions' | 'port' | 'sessionToken'>,
): FastifyPluginAsyncZod {
	const { sessions } = deps;
	const openings = new MinuteLimit(sessionOpeningsPerMinute, 'sessions');
	const terminalOpenings = new MinuteLimit(terminalOpeningsPerMinute, 'terminals');
	const followers = new PlaceLimit(followersPerSession, 'pages that follow this session');
	const labOf = (request: { params: { lab: string } }) => findLab(deps.labs, request.params.lab).id;
	/** Throws `session-not-found`. */
	const sessionOf = (request: { params: { lab: string } }): LabSession => {
		const lab = labOf(request);
		const session = sessions.find(lab);
		if (session !== undefined) return session;
		throw new UserError(
			'session-not-found',
			`There is no session at the lab "${lab}".`,
			'Start it: open its terminal.',
		);
	};
	const viewFor = (session: LabSession, request: FastifyRequest) => asSeenFrom(session.view(), request.headers.host);
	const gone = (reply: FastifyReply) => reply.code(204).send(null);
	const describe = (summary: string) => ({ summary, params: labParams });

	return async (app) => {
		// Also where nothing is changed: whoever reads a session has the addresses that open its previews.
		app.addHook('onRequest', async (request) => {
			requireSession(request.cookies[sessionCookieName(deps.port() ?? 0)], deps.sessionToken);
		});
		app.get(
			'/api/sessions',
			{ schema: { summary: 'The sessions that there are', response: { 200: sessionListSchema } } },
			async (request) => sessions.list().map((session) => viewFor(session, request)),
		);
		app.post(
			path,
			{
				schema: {
					...describe('Starts the session, or gives the one that there is'),
					response: { 200: sessionViewSchema },
				},
			},
			async (request) => {
				const lab = labOf(request);
				openings.count(lab);
				return viewFor(await sessions.open(lab), request);
			},
		);
		app.get(
			path,
			{ schema: { ...describe('The session at a lab'), response: { 200: sessionViewSchema } } },
			async (request) => viewFor(sessionOf(request), request),
		);
		app.delete(
			path,
			{ schema: { ...describe('Ends the session; the files stay'), response: { 204: z.null() } } },
			async (request, reply) => {
				await sessions.end(labOf(request));
				return gone(reply);
			},
		);
		app.post(
			`${path}/extend`,
			{ schema: { ...describe('Puts its end off'), response: { 200: sessionViewSchema } } },
			async (request) => {
				const session = sessionOf(request);
				await session.extend();
				return viewFor(session, request);
			},
		);
		app.post(
			`${path}/reset`,
			{
				schema: {
					...describe('A new workspace with the starter files; the old files stay as a backup'),
					response: { 200: sessionViewSchema },
				},
			},
			async (request) => {
				const session = sessionOf(request);
				openings.count(labOf(request));
				await session.reset();
				return viewFor(session, request);
			},
		);
		app.get(
			`${path}/events`,
			{ schema: describe('The session and each change, as server-sent events') },
			async (request, reply) => {
				const session = sessionOf(request);
				const place = followers.take(labOf(request));
				reply.raw.on('close', () => place[Symbol.dispose]());
				const shown = (view: SessionView) => asSeenFrom(view, request.headers.host);
				return sendEvents(reply, (left) => sessionEvents(session, left, shown));
			},
		);
		app.post(
			`${path}/terminals`,
			{ schema: { ...describe('Opens another terminal'), response: { 201: openedTerminalSchema } } },
			async (request, reply) => {
				const session = sessionOf(request);
				const { length } = session.view().terminals;
				if (length >= terminalsPerSession) {
					throw tooMany(`There are ${length} terminals already.`, 'Close one, and try again.');
				}
				terminalOpenings.count(labOf(request));
				return reply.code(201).send({ terminal: await session.openTerminal() });
			},
		);
		app.delete(
			`${path}/terminals/:id`,
			{ schema: { summary: 'Closes a terminal', params: terminalParams, response: { 204: z.null() } } },
			async (request, reply) => {
				const session = sessionOf(request);
				const { id } = request.params;
				if (session.terminal(id) === undefined) {
					throw new UserError('terminal-not-found', `There is no terminal "${id}".`, 'Load the page again.');
				}
				await session.closeTerminal(id);
				return gone(reply);
			},
		);
	};
}

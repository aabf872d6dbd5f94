/** The one address of the course that turns a request into a WebSocket. */
import fastifyWebsocket, { type WebSocket } from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { UserError } from '#errors';
import { maxInputBytes } from '#protocol/terminal.ts';
import { terminalClosings } from '#protocol/terminal-close.ts';
import type { AppDependencies } from '../dependencies.ts';
import { MinuteLimit, PlaceLimit, socketOpeningsPerMinute, socketsPerSession } from '../opening-limits.ts';
import { terminalParams } from '../routes/session-params.ts';
import { closeTerminal, serveTerminal } from './terminal-socket.ts';

/** The largest frame is one of input. */
const frameBytes = maxInputBytes + 1;
/** How long a page may take to say goodbye when the course stops. */
const goodbyeMilliseconds = 1000;

const fromSchema = z.strictObject({
	from: z
		.string()
		.regex(/^\d{1,15}$/)
		.transform(Number)
		.optional(),
});

/** The route of all upgrades that there are. */
export const terminalSocketPath = '/api/labs/:lab/session/terminals/:id/socket';

/** Before any hook that asks whether a request is an upgrade. */
export async function registerWebsocket(app: FastifyInstance, onFault: (error: unknown) => void): Promise<void> {
	await app.register(fastifyWebsocket, {
		options: { maxPayload: frameBytes, perMessageDeflate: false },
		// A line that breaks is no fault of ours: the page comes back.
		errorHandler: (error, socket) => {
			if (!isBrokenLine(error)) onFault(error);
			socket.terminate();
		},
		preClose: (done) => {
			const { clients } = app.websocketServer;
			for (const socket of clients) closeTerminal(socket, terminalClosings.stopping);
			setTimeout(() => {
				for (const socket of clients) socket.terminate();
			}, goodbyeMilliseconds).unref();
			done();
		},
	});
}

/** `?from=<position>`: what the page has seen already. */
export function terminalUpgrade(deps: Pick<AppDependencies, 'sessions' | 'blocks' | 'onFault'>): FastifyPluginAsyncZod {
	const openings = new MinuteLimit(socketOpeningsPerMinute, 'lines to terminals');
	const places = new PlaceLimit(socketsPerSession, 'lines to terminals');
	return async (app) => {
		app.get(
			terminalSocketPath,
			{ websocket: true, schema: { params: terminalParams, querystring: fromSchema } },
			// A browser shows a page nothing of a refused upgrade but the codes with which an open one is closed.
			(socket, request) => {
				const { lab, id } = request.params;
				const session = deps.sessions.find(lab);
				const terminal = session?.terminal(id);
				if (session === undefined || terminal === undefined) {
					closeTerminal(socket, terminalClosings.notFound);
					return;
				}
				const place = placeFor(lab, socket);
				if (place === undefined) return;
				socket.on('close', () => place[Symbol.dispose]());
				serveTerminal(socket, terminal, {
					from: request.query.from,
					blocks: deps.blocks,
					settle: () => session.settle(),
					onFault: deps.onFault,
				});
			},
		);
	};

	function placeFor(lab: string, socket: WebSocket): Disposable | undefined {
		try {
			openings.count(lab);
			return places.take(lab);
		} catch (error) {
			if (!(error instanceof UserError)) throw error;
			closeTerminal(socket, terminalClosings.tooMany);
			return undefined;
		}
	}
}

/** What `ws` and the network report of a page that is gone, or that breaks the protocol; `ws` has closed it by then. */
function isBrokenLine(error: Error & { code?: string }): boolean {
	return error.code !== undefined && /^(WS_ERR_|ECONNRESET$|EPIPE$|ETIMEDOUT$)/.test(error.code);
}

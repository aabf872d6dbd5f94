import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Duplex, Readable } from 'node:stream';
import { EngineRefusal } from '#engine/client/engine-refusal.ts';
import type { SessionParts } from '../session-parts.ts';
import { dropBody } from './drop-body.ts';
import { rawAnswer } from './raw-answer.ts';
import { jsonBytes, parseJson, readBytes } from './read-json.ts';
import { badRequest, Refusal } from './refusal.ts';
import { Reply } from './reply.ts';
import type { Call, Channel } from './route.ts';
import type { Match, Router } from './router.ts';
import { apiVersion, parseTarget } from './target.ts';
import { upgradeBody } from './upgrade-body.ts';

/** Why a request got no answer, as the learner reads it. */
interface Answer {
	readonly status: number;
	readonly message: string;
}

/** Takes a request to its route, and what went wrong to the learner. */
export class Dispatcher {
	readonly #parts: SessionParts;
	readonly #router: Router;
	readonly #onFault: (error: unknown) => void;

	constructor(parts: SessionParts, router: Router, onFault: (error: unknown) => void) {
		this.#parts = parts;
		this.#router = router;
		this.#onFault = onFault;
	}

	/** Answers a request. Never rejects. */
	async plain(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const gone = new AbortController();
		response.once('close', () => gone.abort());
		response.on('error', () => undefined);
		try {
			const { match, call } = this.#open(request, request, gone.signal, false);
			if (match.route.kind !== 'plain') throw badRequest('This request needs an upgrade of the connection.');
			if (!match.route.body && hasBody(request)) throw badRequest('This request takes no body.');
			await match.route.run(this.#parts, call, new Reply(response, this.#parts.limits.answerBytes));
		} catch (error) {
			// A docker command that is cut off in the middle of its request never reads why.
			await dropBody(request);
			this.#fail(error, gone.signal, response);
		}
	}

	/** Answers a request for an upgrade. Never rejects. */
	async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
		const gone = new AbortController();
		socket.once('close', () => gone.abort());
		socket.on('error', () => undefined);
		let opened = false;
		try {
			const { body, rest } = await upgradeBody(request, socket, head);
			const { match, call } = this.#open(request, Readable.from([body]), gone.signal, true);
			const { route } = match;
			if (route.kind !== 'upgrade' || route.protocol !== request.headers.upgrade?.toLowerCase())
				throw badRequest('This request cannot upgrade the connection.');
			const channel: Channel = {
				headers: request.headers,
				head: rest,
				socket,
				open: (contentType) => {
					opened = true;
					const type = contentType === undefined ? '' : `Content-Type: ${contentType}\r\n`;
					socket.write(`HTTP/1.1 101 UPGRADED\r\n${type}Connection: Upgrade\r\nUpgrade: ${route.protocol}\r\n\r\n`);
					if (rest.length > 0) socket.unshift(rest);
					return socket;
				},
			};
			await route.run(this.#parts, call, channel);
		} catch (error) {
			const { status, message } = this.#answer(error, gone.signal);
			if (opened) socket.destroy();
			else rawAnswer(socket, status, message);
		}
	}

	#open(
		request: IncomingMessage,
		body: Readable,
		signal: AbortSignal,
		upgraded: boolean,
	): { match: Match; call: Call } {
		const target = parseTarget(request.url ?? '');
		const version = apiVersion(target.version, this.#parts.facts.apiVersion);
		const method = request.method ?? '';
		const match = this.#router.find(method, target.path, upgraded);
		if (match === undefined) throw new Refusal(`This session does not offer ${method} ${target.path.slice(0, 200)}.`);
		if (match.route.kind === 'refused') throw new Refusal(match.route.message, match.route.status);
		const { params } = match;
		const json = async (): Promise<unknown> => parseJson(await readBytes(body, jsonBytes));
		return { match, call: { params, query: target.query, version, headers: request.headers, body, json, signal } };
	}

	#fail(error: unknown, gone: AbortSignal, response: ServerResponse): void {
		const { status, message } = this.#answer(error, gone);
		if (response.headersSent || response.destroyed) {
			// The answer has begun: only a cut connection says now that it is not whole.
			response.destroy();
			return;
		}
		// The rest of a body that was not read must not be taken for the next request.
		new Reply(response, 0).json({ message }, status, { Connection: 'close' });
	}

	#answer(error: unknown, gone: AbortSignal): Answer {
		if (error instanceof Refusal) return error;
		if (error instanceof EngineRefusal) return { status: error.status, message: this.#parts.names.text(error.message) };
		if (!gone.aborted) this.#onFault(error);
		return {
			status: 500,
			message: 'The gateway to the Docker engine failed. Try again; if it stays, reset the session.',
		};
	}
}

function hasBody({ headers }: IncomingMessage): boolean {
	return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

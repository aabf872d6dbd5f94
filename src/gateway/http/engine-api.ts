import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EngineRefusal } from '#engine/client/engine-refusal.ts';
import type { Engine } from '#engine/engine.ts';
import { readBytes } from './read-json.ts';

/** Largest answer that is held in memory: a list of ten thousand images is about 10 MB. */
const answerBytes = 64 * 1024 * 1024;

/** A request that the gateway makes. Nothing of a learner's request is in it that was not looked at. */
export interface EngineCall {
	readonly method: 'DELETE' | 'GET' | 'HEAD' | 'POST' | 'PUT';
	/** Path without the version. */
	readonly path: string;
	/** API version. Default: the engine's. */
	readonly version?: string;
	/** Undefined values are left out. */
	readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
	readonly json?: unknown;
	/** Sent as it is, e.g. a tar. */
	readonly stream?: Readable;
	readonly headers?: OutgoingHttpHeaders;
	readonly signal?: AbortSignal;
}

/** The engine's API for one session: each call on a connection of its own, so that nothing of one can reach another. */
export class EngineApi {
	readonly #engine: Engine;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	/** The answer as a stream. @throws EngineRefusal for a status of 400 or more. */
	async send(call: EngineCall): Promise<IncomingMessage> {
		const body = bodyOf(call);
		const connection = await this.#engine.connect(call.signal && { signal: call.signal });
		const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
		const sent = request({
			createConnection: () => connection,
			method: call.method,
			path: this.#target(call),
			headers: { Host: 'docker', ...contentHeaders(call, body), ...call.headers },
			...(call.signal && { signal: call.signal }),
		});
		sent.on('error', (error) => {
			connection.destroy();
			reject(error);
		});
		sent.on('response', (response) => {
			response.on('close', () => connection.destroy());
			accept(response).then(resolve, reject);
		});
		if (call.stream) {
			// An answer that is given before the end of the stream, a refusal, is still read.
			pipeline(call.stream, sent).catch((error) => {
				reject(error);
				connection.destroy();
			});
		} else sent.end(body);
		return await promise;
	}

	/** The answer as parsed JSON. @throws EngineRefusal. */
	async json(call: EngineCall): Promise<unknown> {
		const bytes = await readBytes(await this.send(call), answerBytes);
		return bytes.length === 0 ? undefined : JSON.parse(bytes.toString('utf8'));
	}

	/** A call whose answer does not matter. @throws EngineRefusal. */
	async run(call: EngineCall): Promise<void> {
		(await this.send(call)).resume();
	}

	/** Turns a connection into a raw stream in both directions. @throws EngineRefusal. */
	async upgrade(call: EngineCall): Promise<{ readonly socket: Duplex; readonly contentType: string | undefined }> {
		const body = bodyOf(call) ?? Buffer.alloc(0);
		const connection = await this.#engine.connect(call.signal && { signal: call.signal });
		const { promise, resolve, reject } = Promise.withResolvers<{ socket: Duplex; contentType: string | undefined }>();
		const sent = request({
			createConnection: () => connection,
			method: call.method,
			path: this.#target(call),
			// A chunked body would leave its end mark in front of the raw stream's first bytes.
			headers: {
				Host: 'docker',
				Connection: 'Upgrade',
				Upgrade: 'tcp',
				'Content-Type': 'application/json',
				'Content-Length': body.length,
			},
		});
		sent.on('error', (error) => {
			connection.destroy();
			reject(error);
		});
		sent.on('upgrade', (response, socket, head) => {
			if (head.length > 0) socket.unshift(head);
			resolve({ socket, contentType: response.headers['content-type'] });
		});
		sent.on('response', (response) => {
			response.on('close', () => connection.destroy());
			accept(response).then(() => reject(new Error('The engine did not open a stream.')), reject);
		});
		sent.end(body);
		return await promise;
	}

	#target({ path, version = this.#engine.facts.apiVersion, query = {} }: EngineCall): string {
		const parameters = new URLSearchParams();
		for (const [name, value] of Object.entries(query)) {
			for (const item of Array.isArray(value) ? value : [value]) {
				if (item !== undefined) parameters.append(name, String(item));
			}
		}
		return `/v${version}${path}${parameters.size === 0 ? '' : `?${parameters}`}`;
	}
}

function bodyOf(call: EngineCall): Buffer | undefined {
	return call.json === undefined ? undefined : Buffer.from(JSON.stringify(call.json));
}

function contentHeaders(call: EngineCall, body: Buffer | undefined): OutgoingHttpHeaders {
	if (call.stream) return { 'Content-Type': 'application/x-tar' };
	if (body) return { 'Content-Type': 'application/json', 'Content-Length': body.length };
	return call.method === 'POST' ? { 'Content-Length': 0 } : {};
}

async function accept(response: IncomingMessage): Promise<IncomingMessage> {
	const status = response.statusCode ?? 0;
	if (status < 400) return response;
	throw new EngineRefusal(status, (await readBytes(response, answerBytes)).toString('utf8'));
}

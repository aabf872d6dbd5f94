import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EngineRefusal } from './engine-refusal.ts';
import type { Transport } from './transport.ts';

/** Largest answer that is held in memory: a list of ten thousand images is about 10 MB. */
const answerBytes = 64 * 1024 * 1024;

/** One request to the engine's HTTP API. */
export interface Call {
	readonly method: 'DELETE' | 'GET' | 'HEAD' | 'POST';
	/** Path with the version prefix, without a query. */
	readonly path: string;
	/** Undefined values are left out; an array gives the name several times. */
	readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
	readonly headers?: OutgoingHttpHeaders;
	/** Sent as JSON. */
	readonly json?: unknown;
	/** Sent as it is, e.g. a tar. */
	readonly stream?: Readable;
	readonly signal?: AbortSignal | undefined;
}

function targetOf({ path, query = {} }: Call): string {
	const parameters = new URLSearchParams();
	for (const [name, value] of Object.entries(query)) {
		for (const item of Array.isArray(value) ? value : [value]) {
			if (item !== undefined) {
				parameters.append(name, String(item));
			}
		}
	}
	return parameters.size === 0 ? path : `${path}?${parameters}`;
}

async function readAll(response: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of response as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > answerBytes) {
			throw new Error(`its answer is larger than ${answerBytes} bytes`);
		}
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

async function accept(response: IncomingMessage): Promise<IncomingMessage> {
	const status = response.statusCode ?? 0;
	// 304 is the engine's way to say that a container is started or stopped already.
	if (status < 300 || status === 304) {
		return response;
	}
	throw new EngineRefusal(status, (await readAll(response)).toString('utf8'));
}

/** Sends a request and gives the answer as a stream. Rejects with EngineRefusal when the engine says no. */
export function callForStream(transport: Transport, call: Call): Promise<IncomingMessage> {
	const body = call.json === undefined ? undefined : Buffer.from(JSON.stringify(call.json));
	const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
	const request = transport.request({
		method: call.method,
		path: targetOf(call),
		headers: {
			...(body && { 'Content-Type': 'application/json', 'Content-Length': body.length }),
			...(call.stream && { 'Content-Type': 'application/x-tar' }),
			...call.headers,
		},
		...(call.signal && { signal: call.signal }),
	});
	request.on('error', reject);
	request.on('response', (response) => {
		accept(response).then(resolve, reject);
	});
	if (call.stream) {
		pipeline(call.stream, request).catch(reject);
	} else {
		request.end(body);
	}
	return promise;
}

/** Sends a request and gives the answer as parsed JSON; undefined for an empty answer. */
export async function callForJson(transport: Transport, call: Call): Promise<unknown> {
	const answer = await readAll(await callForStream(transport, call));
	return answer.length === 0 ? undefined : JSON.parse(answer.toString('utf8'));
}

/**
 * Turns a connection into a two-way stream of another protocol: `tcp` for attach and exec, `h2c` for BuildKit.
 *
 * It states the length of the body: a chunked one would leave its end mark in front of the new protocol's first bytes.
 */
export function upgrade(transport: Transport, protocol: 'h2c' | 'tcp', call: Omit<Call, 'method'>): Promise<Duplex> {
	const { promise, resolve, reject } = Promise.withResolvers<Duplex>();
	const body = call.json === undefined ? undefined : Buffer.from(JSON.stringify(call.json));
	const request = transport.request({
		method: 'POST',
		path: targetOf({ ...call, method: 'POST' }),
		headers: {
			...call.headers,
			...(body && { 'Content-Type': 'application/json' }),
			Connection: 'Upgrade',
			Upgrade: protocol,
			'Content-Length': body?.length ?? 0,
		},
		...(call.signal && { signal: call.signal }),
	});
	request.on('error', reject);
	request.on('upgrade', (_response, socket, head) => {
		if (head.length > 0) {
			socket.unshift(head);
		}
		resolve(socket);
	});
	request.on('response', (response) => {
		accept(response).then(() => reject(new Error(`it did not switch to ${protocol}`)), reject);
	});
	request.end(body);
	return promise;
}

import type { ByteStream } from '../engine.ts';
import { ChunkedBody } from './chunked-body.ts';
import { EngineRefusal } from './engine-refusal.ts';
import { type PlainTarget, PullSocket } from './pull-socket.ts';

/** Bytes of an answer's head, or of an error's text. */
const headBytes = 64 * 1024;

interface Head {
	readonly status: number;
	readonly chunked: boolean;
	readonly length: number | undefined;
	/** What came with the head. */
	readonly rest: Buffer;
}

/**
 * GETs an answer of any size in constant memory, over a connection of its own.
 *
 * Rejects with EngineRefusal when the engine says no, with the network's error when there is no connection. The stream
 * throws when it is cut.
 */
export async function download(target: PlainTarget, path: string, signal?: AbortSignal): Promise<ByteStream> {
	const socket = new PullSocket(target, signal);
	try {
		socket.write(`GET ${path} HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n`);
		const head = await readHead(socket);
		if (head.status !== 200) throw new EngineRefusal(head.status, await readText(readBody(socket, head)));
		const body = readBody(socket, head);
		return { [Symbol.asyncIterator]: () => body, destroy: () => socket[Symbol.dispose]() };
	} catch (error) {
		socket[Symbol.dispose]();
		throw error;
	}
}

async function readHead(socket: PullSocket): Promise<Head> {
	let bytes: Buffer = Buffer.alloc(0);
	for (;;) {
		const piece = await socket.read();
		if (piece === undefined) throw new Error('it closed the connection without an answer');
		bytes = Buffer.concat([bytes, piece]);
		const end = bytes.indexOf('\r\n\r\n');
		if (end !== -1) return parseHead(bytes.toString('latin1', 0, end), bytes.subarray(end + 4));
		if (bytes.length > headBytes) throw new Error('its answer does not look like HTTP');
	}
}

function parseHead(text: string, rest: Buffer): Head {
	const status = /^HTTP\/1\.[01] (\d{3})\b/.exec(text)?.[1];
	if (status === undefined) throw new Error('its answer does not look like HTTP');
	const length = /^content-length:[ \t]*(\d{1,15})[ \t]*$/im.exec(text)?.[1];
	return {
		status: Number(status),
		chunked: /^transfer-encoding:[ \t]*chunked[ \t]*$/im.test(text),
		length: length === undefined ? undefined : Number(length),
		rest,
	};
}

async function* readBody(socket: PullSocket, head: Head): AsyncGenerator<Uint8Array, void, void> {
	using _ = socket;
	const chunks = head.chunked ? new ChunkedBody() : undefined;
	let left = head.length ?? Number.POSITIVE_INFINITY;
	let piece: Buffer | undefined = head.rest;
	while (piece !== undefined) {
		if (chunks) yield* chunks.push(piece);
		else yield piece.subarray(0, left);
		left -= piece.length;
		if (chunks?.done || (!chunks && left <= 0)) return;
		piece = await socket.read();
	}
	if (chunks || head.length !== undefined) throw new Error('the connection was lost in the middle of its answer');
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
	let text = '';
	for await (const piece of body) {
		text += Buffer.from(piece).toString('utf8');
		if (text.length > headBytes) break;
	}
	return text;
}

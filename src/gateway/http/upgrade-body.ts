import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { jsonBytes } from './read-json.ts';
import { badRequest, Refusal } from './refusal.ts';

/**
 * Reads the body of a request that asks for an upgrade: exactly as many bytes as it says, for what follows belongs to the
 * new protocol. `docker exec` sends such a body.
 *
 * @param head what node had read behind the head of the request.
 * @throws Refusal 400 for a chunked body, whose end could not be told from the new protocol's first bytes.
 */
export async function upgradeBody(
	request: IncomingMessage,
	socket: Duplex,
	head: Buffer,
): Promise<{ readonly body: Buffer; readonly rest: Buffer }> {
	if (request.headers['transfer-encoding'] !== undefined)
		throw badRequest('A request for an upgrade must state the length of its body.');
	const length = Number(request.headers['content-length'] ?? 0);
	if (length > jsonBytes) throw new Refusal('The request is too large.', 413);
	let received = head;
	while (received.length < length) {
		const chunk = await nextChunk(socket);
		if (chunk === undefined) throw badRequest('The request ended before its body.');
		received = Buffer.concat([received, chunk]);
	}
	return { body: received.subarray(0, length), rest: received.subarray(length) };
}

function nextChunk(socket: Duplex): Promise<Buffer | undefined> {
	const { promise, resolve } = Promise.withResolvers<Buffer | undefined>();
	const settle = (chunk: Buffer | undefined): void => {
		socket.off('readable', onReadable).off('end', onEnd).off('close', onEnd);
		resolve(chunk);
	};
	const onEnd = (): void => settle(undefined);
	const onReadable = (): void => {
		const chunk: Buffer | null = socket.read();
		if (chunk !== null) settle(chunk);
	};
	// Not read at once: this runs inside the event that brought the head, when a stream may not be ready to give more.
	if (socket.readableEnded || socket.destroyed) resolve(undefined);
	else socket.on('readable', onReadable).on('end', onEnd).on('close', onEnd);
	return promise;
}

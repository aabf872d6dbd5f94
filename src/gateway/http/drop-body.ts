import type { Readable } from 'node:stream';

/** Bytes of a refused request that are read to their end. Above it the connection is cut. */
const droppedBytes = 32 * 1024 * 1024;

/** Reads what is left of a body and forgets it. Resolves at its end, or when it is too much. */
export function dropBody(body: Readable): Promise<void> {
	const { promise, resolve } = Promise.withResolvers<void>();
	let dropped = 0;
	if (body.readableEnded || body.destroyed) resolve();
	body.once('end', resolve);
	body.once('close', resolve);
	body.on('error', () => resolve());
	body.on('data', (chunk: Buffer) => {
		dropped += chunk.length;
		if (dropped <= droppedBytes) return;
		body.pause();
		resolve();
	});
	// Whoever stopped reading has paused it.
	body.resume();
	return promise;
}

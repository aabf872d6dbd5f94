import type { Duplex } from 'node:stream';

/**
 * Joins two connections in both directions. The end of one half is passed on as the end of that half alone: the end of
 * `echo 1 + 1 | docker run -i` must reach the program, and its answer must still come back. Resolves when both are over.
 */
export async function joinStreams(learner: Duplex, engine: Duplex): Promise<void> {
	const over = Promise.all([closed(learner), closed(engine)]);
	// An error closes the stream, which is what counts: a connection that is gone has nobody to be told.
	learner.on('error', () => undefined);
	engine.on('error', () => undefined);
	learner.once('close', () => engine.destroy());
	engine.once('close', () => {
		// What the engine said to its end is still on its way.
		if (!engine.readableEnded || learner.writableFinished) learner.destroy();
		else learner.once('finish', () => learner.destroy());
	});
	if (learner.closed) engine.destroy();
	if (engine.closed) learner.destroy();
	learner.pipe(engine);
	engine.pipe(learner);
	await over;
}

function closed(stream: Duplex): Promise<void> {
	return new Promise((resolve) => {
		if (stream.closed) resolve();
		else stream.once('close', () => resolve());
	});
}

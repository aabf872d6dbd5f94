import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { type ProgressLine, progressLineSchema } from './api-schemas.ts';

/** The lines of JSON that pull and import answer with, one at a time. */
export async function* followProgress(answer: Readable): AsyncGenerator<ProgressLine> {
	// readline does not pass on the failure of its input, so it is watched here.
	let failure: Error | undefined;
	answer.on('error', (error) => {
		failure = error;
	});
	for await (const line of createInterface({ input: answer })) {
		if (line.trim() !== '') {
			yield progressLineSchema.parse(JSON.parse(line));
		}
	}
	if (failure) {
		throw failure;
	}
}

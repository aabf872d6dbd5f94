/** Follows a job to its end, over broken lines: what was seen is not asked for again. */
import type { JobEvent } from '#protocol/api.ts';
import { backoff, pause } from './backoff.ts';
import { EventParser } from './event-parser.ts';
import { ask, Unreachable } from './request.ts';

export interface JobListener {
	readonly onEvent: (event: JobEvent) => void;
	/** False while the runner cannot be reached, true when it can again. */
	readonly onConnection: (connected: boolean) => void;
}

/** Resolves after the last event. Throws ApiProblem when the job is not known, or the reason of `signal`. */
export async function followJob(job: string, listener: JobListener, signal: AbortSignal): Promise<void> {
	let seen = '';
	let failures = 0;
	for (;;) {
		try {
			const ended = await readOnce(
				job,
				seen,
				signal,
				(id, event) => {
					seen = id;
					failures = 0;
					listener.onEvent(event);
				},
				() => listener.onConnection(true),
			);
			if (ended) return;
		} catch (error) {
			if (!(error instanceof Unreachable)) throw error;
			listener.onConnection(false);
		}
		failures += 1;
		await pause(backoff(failures), signal);
	}
}

/** True when the stream told its end; false when it broke off. */
async function readOnce(
	job: string,
	seen: string,
	signal: AbortSignal,
	onEvent: (id: string, event: JobEvent) => void,
	onOpen: () => void,
): Promise<boolean> {
	const headers = seen === '' ? {} : { 'last-event-id': seen };
	const response = await ask(`/api/jobs/${encodeURIComponent(job)}/events`, { headers, signal });
	if (response.body === null) return false;
	onOpen();
	const parser = new EventParser();
	const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
	try {
		for (;;) {
			const piece = await readPiece(reader, signal);
			if (piece === undefined) return false;
			for (const event of parser.push(piece)) {
				if (event.name === 'end') return true;
				onEvent(event.id, JSON.parse(event.data) as JobEvent);
			}
		}
	} finally {
		await reader.cancel().catch(() => undefined);
	}
}

async function readPiece(
	reader: ReadableStreamDefaultReader<string>,
	signal: AbortSignal,
): Promise<string | undefined> {
	try {
		return (await reader.read()).value;
	} catch (error) {
		if (signal.aborted) throw error;
		throw new Unreachable('The line to the course broke.', { cause: error });
	}
}

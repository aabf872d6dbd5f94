/** Follows a job to its end, over broken lines: what was seen is not asked for again. */
import type { JobEvent } from '#protocol/api.ts';
import { backoff, pause } from './backoff.ts';
import { Unreachable } from './request.ts';
import { serverEvents } from './server-events.ts';

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
	for await (const event of serverEvents(`/api/jobs/${encodeURIComponent(job)}/events`, { seen, signal, onOpen })) {
		if (event.name === 'end') return true;
		onEvent(event.id, JSON.parse(event.data) as JobEvent);
	}
	return false;
}

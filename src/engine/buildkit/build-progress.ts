import type { BuildEvent, BuildStep } from '../engine.ts';
import { millisecondsOf } from './engine-time.ts';
import { LogBook } from './log-book.ts';
import type { StatusResponse, VertexStatus, VertexWarning } from './status-messages.ts';
import { StepBook } from './step-book.ts';

function transferOf({ ID, vertex, name, current, total }: VertexStatus): BuildEvent {
	return { kind: 'transfer', stepId: vertex, name: ID || name, bytes: current, totalBytes: total };
}

function warningOf({ short, url, ranges }: VertexWarning): BuildEvent {
	const line = ranges[0]?.start?.line;
	return {
		kind: 'warning',
		text: Buffer.from(short).toString('utf8'),
		...(line !== undefined && line > 0 && { line }),
		...(url !== '' && { url }),
	};
}

/** Turns what BuildKit reports of one build into events, and keeps the state of its steps. */
export class BuildProgress {
	readonly #onEvent: (event: BuildEvent) => void;
	readonly #steps = new StepBook();
	readonly #logs = new LogBook();
	#now = 0;

	constructor(onEvent: (event: BuildEvent) => void) {
		this.#onEvent = onEvent;
	}

	take({ vertexes, statuses, logs, warnings }: StatusResponse): void {
		for (const { timestamp } of [...statuses, ...logs]) {
			this.#now = Math.max(this.#now, timestamp ? millisecondsOf(timestamp) : 0);
		}
		for (const vertex of vertexes) {
			const step = this.#steps.update(vertex, this.#now);
			if (step) {
				this.#onEvent({ kind: 'step', step });
			}
		}
		for (const status of statuses) {
			this.#onEvent(transferOf(status));
		}
		for (const log of logs) {
			const event = this.#logs.add(log);
			if (event) {
				this.#onEvent(event);
			}
		}
		for (const warning of warnings) {
			this.#onEvent(warningOf(warning));
		}
	}

	steps(): readonly BuildStep[] {
		return this.#steps.all();
	}
}

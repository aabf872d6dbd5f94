/** What a job told so far, in bounded memory, for readers that come late or come back. */
import type { JobEvent } from '#protocol/api.ts';

/** One event with its place in the record, counted from 1. */
export interface NumberedEvent {
	readonly id: number;
	readonly event: JobEvent;
}

/** Characters of log text in one record. A build's log is limited by its lab; this holds what a page shows of it. */
const maxLogCharacters = 2_000_000;

/** Events in one record: steps and pieces of log. */
const maxEvents = 20_000;

export class EventRecord {
	readonly #events: NumberedEvent[] = [];
	readonly #wake = new Set<() => void>();
	#nextId = 1;
	#logCharacters = 0;
	#ended = false;

	get ended(): boolean {
		return this.#ended;
	}

	/** Adds an event. When the record is full the oldest log texts go; what a page needs to be right stays. */
	add(event: JobEvent): void {
		if (this.#ended) return;
		this.#events.push({ id: this.#nextId, event });
		this.#nextId += 1;
		if (event.kind === 'log') this.#logCharacters += event.text.length;
		while (this.#logCharacters > maxLogCharacters || this.#events.length > maxEvents) this.#dropOldest();
		this.#wakeAll();
	}

	end(): void {
		this.#ended = true;
		this.#wakeAll();
	}

	/** The events after `after`, then those that come, until the end or until `signal`. */
	async *read(after: number, signal: AbortSignal): AsyncGenerator<NumberedEvent> {
		let seen = after;
		while (!signal.aborted) {
			const next = this.#events[this.#firstAfter(seen)];
			if (next !== undefined) {
				seen = next.id;
				yield next;
			} else if (this.#ended) return;
			else await this.#nextChange(signal);
		}
	}

	/** Index of the first event with a higher id; ids rise, with gaps where logs were dropped. */
	#firstAfter(seen: number): number {
		let low = 0;
		let high = this.#events.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.#events[middle]?.id ?? 0) > seen) high = middle;
			else low = middle + 1;
		}
		return low;
	}

	#dropOldest(): void {
		const log = this.#events.findIndex(({ event }) => event.kind === 'log');
		const [dropped] = this.#events.splice(Math.max(0, log), 1);
		if (dropped?.event.kind === 'log') this.#logCharacters -= dropped.event.text.length;
	}

	#nextChange(signal: AbortSignal): Promise<void> {
		return new Promise((resolve) => {
			const wake = (): void => {
				this.#wake.delete(wake);
				signal.removeEventListener('abort', wake);
				resolve();
			};
			this.#wake.add(wake);
			signal.addEventListener('abort', wake);
		});
	}

	#wakeAll(): void {
		for (const wake of [...this.#wake]) wake();
	}
}

import { setTimeout as delay } from 'node:timers/promises';

/** Things by id, which others may ask for before they are there. */
export class WaitingTable<T> {
	readonly #known = new Map<string, T>();
	readonly #waiting = new Map<string, Set<(value: T) => void>>();

	get size(): number {
		return this.#known.size;
	}

	has(id: string): boolean {
		return this.#known.has(id);
	}

	get(id: string): T | undefined {
		return this.#known.get(id);
	}

	set(id: string, value: T): void {
		this.#known.set(id, value);
		for (const resolve of this.#waiting.get(id) ?? []) resolve(value);
		this.#waiting.delete(id);
	}

	/** Takes out this very value; one that took its place stays. */
	delete(id: string, value: T): void {
		if (this.#known.get(id) === value) this.#known.delete(id);
	}

	/** Gives what has this id once it is there; undefined when it does not come in time. Rejects with the signal's reason. */
	async wait(id: string, milliseconds: number, signal: AbortSignal): Promise<T | undefined> {
		const known = this.#known.get(id);
		if (known !== undefined) return known;
		const { promise, resolve } = Promise.withResolvers<T>();
		const others = this.#waiting.get(id) ?? new Set();
		this.#waiting.set(id, others.add(resolve));
		const stop = new AbortController();
		try {
			const late = delay(milliseconds, undefined, { signal: AbortSignal.any([signal, stop.signal]) });
			return await Promise.race([promise, late]);
		} finally {
			stop.abort();
			others.delete(resolve);
			if (others.size === 0 && this.#waiting.get(id) === others) this.#waiting.delete(id);
		}
	}
}

/** First size of the buffer: most programs of the labs print less. */
const initialBytes = 4 * 1024;

/** Collects bytes up to a limit, in one buffer: a program that writes single bytes must not cost an object for each. */
export class BoundedBytes {
	readonly #limit: number;
	#buffer: Uint8Array;
	#length = 0;

	/** @param limit most bytes that are kept. */
	constructor(limit: number) {
		this.#limit = limit;
		this.#buffer = new Uint8Array(Math.min(initialBytes, limit));
	}

	/** Keeps what fits. False when some of it did not. */
	append(chunk: Uint8Array): boolean {
		const kept = chunk.subarray(0, this.#limit - this.#length);
		const needed = this.#length + kept.length;
		if (needed > this.#buffer.length) {
			const grown = new Uint8Array(Math.min(this.#limit, Math.max(needed, this.#buffer.length * 2)));
			grown.set(this.#buffer.subarray(0, this.#length));
			this.#buffer = grown;
		}
		this.#buffer.set(kept, this.#length);
		this.#length = needed;
		return kept.length === chunk.length;
	}

	/** What was kept so far. */
	bytes(): Uint8Array {
		return this.#buffer.slice(0, this.#length);
	}
}

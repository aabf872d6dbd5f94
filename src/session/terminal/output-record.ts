/** The last bytes that a terminal has printed, by their positions, so that a page that was away goes on where it was. */

/** As much as some thousand lines; well above what may be on its way to a page (`highWaterBytes`). */
export const recordBytes = 1024 * 1024;
/** Most terminals print little: they begin with this. */
const firstBytes = 16 * 1024;

/** A ring: the byte at position p lies at p modulo the size. It grows up to its capacity, then forgets the oldest. */
export class OutputRecord {
	readonly #capacity: number;
	#ring: Uint8Array;
	#start: number;
	#end: number;

	/** `start`: the position of the first byte to come. */
	constructor(start = 0, capacity = recordBytes) {
		this.#capacity = capacity;
		this.#ring = new Uint8Array(Math.min(firstBytes, capacity));
		this.#start = start;
		this.#end = start;
	}

	/** Position of the oldest byte that is still here. */
	get start(): number {
		return this.#start;
	}

	/** Position of the byte that comes next. */
	get end(): number {
		return this.#end;
	}

	/** Memory that the record takes. */
	get heldBytes(): number {
		return this.#ring.length;
	}

	append(chunk: Uint8Array): void {
		this.#makeRoom(this.#end - this.#start + chunk.length);
		const size = this.#ring.length;
		// Of a chunk that is longer than the ring its end is what is kept.
		const kept = chunk.subarray(Math.max(0, chunk.length - size));
		const from = (this.#end + chunk.length - kept.length) % size;
		const first = Math.min(kept.length, size - from);
		this.#ring.set(kept.subarray(0, first), from);
		this.#ring.set(kept.subarray(first), 0);
		this.#end += chunk.length;
		this.#start = Math.max(this.#start, this.#end - size);
	}

	/** A copy of at most `most` bytes from `position`, which must lie between start and end. */
	read(position: number, most: number): Uint8Array {
		if (position < this.#start || position > this.#end) throw new RangeError(`no byte at ${position}`);
		const length = Math.min(most, this.#end - position);
		const from = position % this.#ring.length;
		const first = Math.min(length, this.#ring.length - from);
		const bytes = new Uint8Array(length);
		bytes.set(this.#ring.subarray(from, from + first));
		bytes.set(this.#ring.subarray(0, length - first), first);
		return bytes;
	}

	#makeRoom(wanted: number): void {
		const size = this.#ring.length;
		if (wanted <= size || size === this.#capacity) return;
		let larger = size;
		while (larger < wanted && larger < this.#capacity) larger = Math.min(larger * 2, this.#capacity);
		const held = this.read(this.#start, size);
		this.#ring = new Uint8Array(larger);
		const from = this.#start % larger;
		const first = Math.min(held.length, larger - from);
		this.#ring.set(held.subarray(0, first), from);
		this.#ring.set(held.subarray(first), 0);
	}
}

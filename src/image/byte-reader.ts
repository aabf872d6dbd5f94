import { cancelled } from '#errors';
import { archiveInvalid } from './archive-error.ts';

const empty: Buffer = Buffer.alloc(0);

interface ByteReaderOptions {
	/** Called with the size of each chunk that arrives. */
	readonly onChunk?: (bytes: number) => void;
	readonly signal?: AbortSignal;
}

/**
 * Reads a stream of chunks by byte counts, one pass, holding one chunk at a time: the source may reuse a chunk's memory
 * once it is asked for the next. Only one call may run at once. A read beyond the end throws `image-archive-invalid`.
 */
export class ByteReader {
	readonly #source: AsyncIterator<Uint8Array>;
	readonly #options: ByteReaderOptions;
	#chunk = empty;
	#offset = 0;
	#position = 0;

	constructor(source: AsyncIterable<Uint8Array>, options: ByteReaderOptions = {}) {
		this.#source = source[Symbol.asyncIterator]();
		this.#options = options;
	}

	/** Bytes read or skipped so far. */
	get position(): number {
		return this.#position;
	}

	/** The next bytes without moving on; fewer than `size` only at the end of the stream. */
	async peek(size: number): Promise<Buffer> {
		while (this.#chunk.length - this.#offset < size) {
			// A copy: the source may use the memory of a chunk again for its next one.
			const rest = Buffer.from(this.#chunk.subarray(this.#offset));
			if (!(await this.#pull())) {
				this.#chunk = rest;
				this.#offset = 0;
				break;
			}
			if (rest.length > 0) this.#chunk = Buffer.concat([rest, this.#chunk]);
		}
		return this.#chunk.subarray(this.#offset, this.#offset + size);
	}

	/** Exactly `size` bytes, good until the next call: copy what is to be kept. */
	async take(size: number): Promise<Buffer> {
		const bytes = await this.peek(size);
		if (bytes.length < size) throw endsEarly();
		this.#move(size);
		return bytes;
	}

	/** As `take`, when the bytes are at hand already; most calls are, and this spares them a promise. */
	takeNow(size: number): Buffer | undefined {
		if (this.#chunk.length - this.#offset < size) return undefined;
		const bytes = this.#chunk.subarray(this.#offset, this.#offset + size);
		this.#move(size);
		return bytes;
	}

	async skip(size: number): Promise<void> {
		let missing = size;
		while (missing > 0) missing -= (await this.#some(missing)).length;
	}

	/** The next `size` bytes in the chunks in which they arrive. */
	async *chunks(size: number): AsyncGenerator<Buffer, void, void> {
		let missing = size;
		while (missing > 0) {
			const bytes = await this.#some(missing);
			missing -= bytes.length;
			yield bytes;
		}
	}

	/** All that is left, in the chunks in which it arrives. */
	async *rest(): AsyncGenerator<Buffer, void, void> {
		while (this.#offset < this.#chunk.length || (await this.#pull())) yield await this.#some(this.#chunk.length);
	}

	/** Reads on to the end of the stream, at most `limit` bytes. */
	async drain(limit: number): Promise<void> {
		let left = limit;
		while (left > 0 && (this.#offset < this.#chunk.length || (await this.#pull()))) {
			left -= this.#chunk.length - this.#offset;
			this.#move(this.#chunk.length - this.#offset);
		}
	}

	async #some(atMost: number): Promise<Buffer> {
		if (this.#offset === this.#chunk.length && !(await this.#pull())) throw endsEarly();
		const bytes = this.#chunk.subarray(this.#offset, this.#offset + atMost);
		this.#move(bytes.length);
		return bytes;
	}

	#move(size: number): void {
		this.#offset += size;
		this.#position += size;
	}

	/** Replaces the chunk by the next one that is not empty; false at the end of the stream. */
	async #pull(): Promise<boolean> {
		for (;;) {
			if (this.#options.signal?.aborted) throw cancelled('Reading the image');
			const next = await this.#source.next();
			this.#offset = 0;
			this.#chunk = empty;
			if (next.done) return false;
			if (next.value.length === 0) continue;
			this.#options.onChunk?.(next.value.length);
			this.#chunk = asBuffer(next.value);
			return true;
		}
	}
}

function asBuffer(bytes: Uint8Array): Buffer {
	return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function endsEarly() {
	return archiveInvalid('The image archive ends in the middle of a file.');
}

/**
 * Finds which of many byte strings occur in a stream, in one pass whose cost hardly grows with their number
 * (Wu and Manber, "A fast algorithm for multi-pattern searching", 1994, with blocks of two bytes).
 */
export class MultiSearch {
	/** How far the window may move on when its last two bytes are these. */
	readonly #shift: Uint8Array;
	readonly #byEnd = new Map<number, Needle[]>();
	/** Length of the shortest needle: the window. */
	readonly #window: number;
	readonly #longest: number;

	/** Needles are Latin-1 strings of 4 to 255 characters; longer shortest needles make the search faster. */
	constructor(needles: Iterable<string>) {
		const all = [...new Set(needles)].map((text) => ({ text, bytes: Buffer.from(text, 'latin1') }));
		const lengths = all.map(({ bytes }) => bytes.length);
		this.#window = Math.min(...lengths);
		this.#longest = Math.max(...lengths);
		if (!(this.#window >= 4 && this.#longest <= 255)) throw new RangeError('needles must have 4 to 255 bytes');
		this.#shift = new Uint8Array(65_536).fill(this.#window - 1);
		for (const needle of all) this.#add(needle);
	}

	/** A search over one stream; `write` its chunks in order, then read `hits`. */
	start(): NeedleScan {
		return new NeedleScan((bytes, found) => this.#search(bytes, found), this.#longest);
	}

	/** The needles that occur in these bytes. */
	find(bytes: Uint8Array): ReadonlySet<string> {
		let hits: Set<string> | undefined;
		this.#search(bytes, (needle) => {
			hits ??= new Set();
			hits.add(needle);
		});
		return hits ?? noHits;
	}

	#add(needle: Needle): void {
		for (let end = 1; end < this.#window; end++) {
			const block = blockAt(needle.bytes, end);
			const shift = this.#window - 1 - end;
			if (shift < (this.#shift[block] as number)) this.#shift[block] = shift;
			if (shift > 0) continue;
			const sameEnd = this.#byEnd.get(block);
			if (sameEnd) sameEnd.push(needle);
			else this.#byEnd.set(block, [needle]);
		}
	}

	#search(bytes: Uint8Array, found: Found): void {
		const shift = this.#shift;
		const last = this.#window - 1;
		let at = last;
		while (at < bytes.length) {
			const block = ((bytes[at - 1] as number) << 8) | (bytes[at] as number);
			const step = shift[block] as number;
			if (step === 0) {
				for (const needle of this.#byEnd.get(block) ?? [])
					if (occursAt(needle.bytes, bytes, at - last)) found(needle.text);
				at += 1;
			} else {
				at += step;
			}
		}
	}
}

type Found = (needle: string) => void;

const noHits: ReadonlySet<string> = new Set();

interface Needle {
	readonly text: string;
	readonly bytes: Uint8Array;
}

/** One pass over a stream. */
class NeedleScan {
	readonly hits = new Set<string>();
	readonly #search: (bytes: Uint8Array, found: Found) => void;
	readonly #overlap: number;
	readonly #found: Found = (needle) => this.hits.add(needle);
	#tail: Buffer = Buffer.alloc(0);

	constructor(search: (bytes: Uint8Array, found: Found) => void, longest: number) {
		this.#search = search;
		this.#overlap = longest - 1;
	}

	write(chunk: Buffer): void {
		// A needle may lie across two chunks: look at the seam by itself, so that no chunk is copied.
		if (this.#tail.length > 0) this.#search(Buffer.concat([this.#tail, chunk.subarray(0, this.#overlap)]), this.#found);
		this.#search(chunk, this.#found);
		this.#tail =
			chunk.length >= this.#overlap
				? Buffer.from(chunk.subarray(chunk.length - this.#overlap))
				: Buffer.from(Buffer.concat([this.#tail, chunk]).subarray(-this.#overlap));
	}
}

function blockAt(bytes: Uint8Array, end: number): number {
	return ((bytes[end - 1] as number) << 8) | (bytes[end] as number);
}

function occursAt(needle: Uint8Array, bytes: Uint8Array, start: number): boolean {
	if (start + needle.length > bytes.length) return false;
	for (let index = 0; index < needle.length; index++) if (needle[index] !== bytes[start + index]) return false;
	return true;
}

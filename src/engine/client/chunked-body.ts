/** Bytes of one line between chunks; real ones have less than 20. */
const longestLine = 256;

/**
 * Takes the framing off a body in chunks (RFC 9112, section 7.1), without copying it. Push pieces until `done`; a body
 * that ends before is cut.
 */
export class ChunkedBody {
	#left = 0;
	#line = '';
	#expected: 'size' | 'line end' | 'trailer' = 'size';
	#done = false;

	get done(): boolean {
		return this.#done;
	}

	/** The parts of a piece that are content. Throws when the framing is broken. */
	*push(piece: Buffer): Generator<Buffer, void, void> {
		let at = 0;
		while (at < piece.length && !this.#done) {
			if (this.#left > 0) {
				const part = piece.subarray(at, at + this.#left);
				at += part.length;
				this.#left -= part.length;
				yield part;
				continue;
			}
			const end = piece.indexOf(0x0a, at);
			this.#line += piece.toString('latin1', at, end === -1 ? piece.length : end);
			if (this.#line.length > longestLine) throw new Error('its answer has a line without end');
			if (end === -1) return;
			at = end + 1;
			this.#endLine(this.#line.replace(/\r$/, ''));
			this.#line = '';
		}
	}

	#endLine(line: string): void {
		if (this.#expected === 'trailer') {
			this.#done = line === '';
			return;
		}
		if (this.#expected === 'line end') {
			if (line !== '') throw new Error('its answer has a chunk that is longer than it says');
			this.#expected = 'size';
			return;
		}
		const size = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i.exec(line)?.[1];
		if (size === undefined) throw new Error('its answer has a chunk without a size');
		this.#left = Number.parseInt(size, 16);
		this.#expected = this.#left === 0 ? 'trailer' : 'line end';
	}
}

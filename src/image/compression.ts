/** Compressed streams: recognised by their first bytes, opened and measured without being held. */
import { once } from 'node:events';
import { pipeline, Readable } from 'node:stream';
import { constants, createGunzip, createGzip, createZstdDecompress } from 'node:zlib';
import { UserError } from '#errors';
import { archiveInvalid } from './archive-error.ts';

export type Compression = 'none' | 'gzip' | 'zstd';

/** Go's `compress/gzip` default, with which Docker compresses what it pushes. */
const dockerGzipLevel = constants.Z_DEFAULT_COMPRESSION;

/** Reads the magic number: RFC 1952 (gzip), RFC 8878 (zstd frame). */
export function detectCompression(head: Buffer): Compression {
	if (head.length >= 2 && head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
	return head.length >= 4 && head.readUInt32LE(0) === 0xfd2fb528 ? 'zstd' : 'none';
}

/**
 * The decompressed stream. Read it to its end: only then is it sure that nothing reads from `source` any more.
 * Throws `image-archive-invalid` when the data is damaged or cut.
 */
export async function* decompress(
	source: AsyncIterable<Uint8Array>,
	compression: 'gzip' | 'zstd',
): AsyncGenerator<Buffer, void, void> {
	const decoder = compression === 'gzip' ? createGunzip() : createZstdDecompress();
	// The decoder is destroyed with the error of the source, so the loop below throws it.
	pipeline(Readable.from(copies(source), { objectMode: false }), decoder, ignore);
	try {
		yield* decoder;
	} catch (error) {
		if (error instanceof UserError) throw error;
		throw archiveInvalid(`The ${compression} data in the image archive is damaged or cut.`, { cause: error });
	}
}

/** The stream below reads ahead, while the source may reuse the memory of its chunks. */
async function* copies(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, void> {
	for await (const chunk of source) yield Buffer.from(chunk);
}

/** Counts the bytes that gzip makes of a stream that passes by. */
export class GzipMeter implements Disposable {
	readonly #gzip = createGzip({ level: dockerGzipLevel });
	#bytes = 0;

	constructor() {
		this.#gzip.on('data', (chunk: Buffer) => {
			this.#bytes += chunk.length;
		});
	}

	/** Gives the chunks on as they are, each after it has been compressed as far as needed to keep memory bounded. */
	async *tee(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
		for await (const chunk of source) {
			// A copy: the memory may be used again before the compressor has got to it.
			if (!this.#gzip.write(Buffer.from(chunk))) await once(this.#gzip, 'drain');
			yield chunk;
		}
	}

	/** Ends the stream and gives its compressed size. */
	async finish(): Promise<number> {
		const ended = once(this.#gzip, 'end');
		this.#gzip.end();
		await ended;
		return this.#bytes;
	}

	[Symbol.dispose](): void {
		this.#gzip.destroy();
	}
}

function ignore(): void {
	// The error reaches the reader of the stream.
}

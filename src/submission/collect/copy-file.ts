/** One file copied in pieces, hashed and bounded on the way. */
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';

/** One read call; large enough that the calls cost nothing beside the copying. */
const chunkBytes = 64 * 1024;

export interface CopiedFile {
	readonly bytes: number;
	/** sha256 of the bytes, in hex. */
	readonly digest: string;
}

/** Copies at most `limit` bytes to a new file; undefined when the source holds more, as a file that grows may. */
export async function copyFile(source: FileHandle, target: string, limit: number): Promise<CopiedFile | undefined> {
	// Mode 0600: what the learner's file allows is kept beside the copy and told to the engine, not applied here.
	await using sink = await open(target, 'wx', 0o600);
	const hash = createHash('sha256');
	const buffer = Buffer.allocUnsafe(chunkBytes);
	let bytes = 0;
	for (;;) {
		const { bytesRead } = await source.read(buffer, 0, chunkBytes, null);
		if (bytesRead === 0) return { bytes, digest: hash.digest('hex') };
		bytes += bytesRead;
		if (bytes > limit) return undefined;
		const piece = buffer.subarray(0, bytesRead);
		hash.update(piece);
		await sink.write(piece);
	}
}

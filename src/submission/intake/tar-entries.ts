/** Walks through a tar, plain or in gzip. */
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import type { ArchiveEntry, ArchiveSource } from './archive-entry.ts';
import { maxRatio, ratioFloorBytes } from './limits.ts';
import { archiveProblems, IntakeRefused } from './problems.ts';

const permissionBits = 0o7777;

/** Archives end with two blocks of zeros; one is enough to know that nothing is cut off. */
const blockBytes = 512;

/** Kinds of the format in words; what is not here has no entry of its own in an archive or no name. */
const specials: Readonly<Record<string, string>> = {
	'character-device': 'device',
	'block-device': 'device',
	fifo: 'named pipe',
};

/** `archiveBytes`: size of the file, which the bytes inside are compared with. Throws IntakeRefused for a broken archive. */
export async function* tarEntries(
	source: ArchiveSource,
	compressed: boolean,
	archiveBytes: number,
): AsyncGenerator<ArchiveEntry, void, void> {
	const tail = new Tail();
	const walk = extract();
	// Failures of the pipe reach us through the entries: the walk is destroyed with them.
	const pumped = pump(source, compressed, tap(source, tail, archiveBytes), walk).catch((error: unknown) => error);
	try {
		for await (const entry of walk) {
			source.signal?.throwIfAborted();
			const { header } = entry;
			const kind = kindOf(header.type ?? undefined);
			yield {
				name: header.name,
				kind,
				...(kind === 'special' ? { what: specials[header.type ?? ''] ?? 'special entry' } : {}),
				mode: (header.mode ?? 0o644) & permissionBits,
				modifiedAt: header.mtime ?? new Date(0),
				...(header.linkname == null ? {} : { linkTarget: header.linkname }),
				size: kind === 'file' ? (header.size ?? 0) : 0,
				read: () => content(entry as unknown as AsyncIterable<Uint8Array>, source, pumped),
			};
			entry.resume();
		}
	} catch (error) {
		throw damage(source, (await pumped) ?? error);
	} finally {
		walk.destroy();
		await pumped;
	}
	const failure = await pumped;
	if (failure !== undefined) throw damage(source, failure);
	if (!tail.isZero) throw new IntakeRefused(archiveProblems.damaged(source.name, 'its end is missing'));
}

/** An entry that is cut off fails where it is read; why is known to the pipe. */
async function* content(
	entry: AsyncIterable<Uint8Array>,
	source: ArchiveSource,
	pumped: Promise<unknown>,
): AsyncGenerator<Uint8Array, void, void> {
	try {
		yield* entry;
	} catch (error) {
		throw damage(source, (await pumped) ?? error);
	}
}

async function pump(
	source: ArchiveSource,
	compressed: boolean,
	tapped: (stream: AsyncIterable<Buffer>) => AsyncGenerator<Buffer>,
	walk: ReturnType<typeof extract>,
): Promise<undefined> {
	const file: Readable = createReadStream(source.path);
	const options = source.signal === undefined ? {} : { signal: source.signal };
	if (compressed) await pipeline(file, createGunzip(), tapped, walk, options);
	else await pipeline(file, tapped, walk, options);
	return undefined;
}

/** Counts what comes out, headers and padding included: a gzip of zeros has no entry to count. */
function tap(source: ArchiveSource, tail: Tail, archiveBytes: number) {
	return async function* (stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
		let bytes = 0;
		for await (const piece of stream) {
			bytes += piece.length;
			if (bytes > ratioFloorBytes && bytes > archiveBytes * maxRatio) {
				throw new IntakeRefused(archiveProblems.bomb(source.name));
			}
			tail.push(piece);
			yield piece;
		}
	};
}

/** The last block of a stream. */
class Tail {
	#last = Buffer.alloc(0);

	push(piece: Buffer): void {
		this.#last =
			piece.length >= blockBytes
				? Buffer.from(piece.subarray(-blockBytes))
				: Buffer.concat([this.#last, piece]).subarray(-blockBytes);
	}

	get isZero(): boolean {
		return this.#last.length === blockBytes && this.#last.every((byte) => byte === 0);
	}
}

function kindOf(type: string | undefined): ArchiveEntry['kind'] {
	if (type === 'file' || type === 'contiguous-file') return 'file';
	if (type === 'directory' || type === 'symlink' || type === 'link') return type;
	return 'special';
}

function damage(source: ArchiveSource, error: unknown): unknown {
	if (error instanceof IntakeRefused || !(error instanceof Error) || source.signal?.aborted === true) return error;
	return 'syscall' in error ? error : new IntakeRefused(archiveProblems.damaged(source.name, error.message));
}

/** Walks through a zip file by its central directory. Wherever it and the local headers disagree, nothing is believed. */
import { crc32 } from 'node:zlib';
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl';
import type { ArchiveEntry, ArchiveSource } from './archive-entry.ts';
import type { IntakeLimits } from './limits.ts';
import { archiveProblems, IntakeRefused } from './problems.ts';

/** Compression methods of the format: 0 stored, 8 Deflate. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT 4.4.5 */
const readMethods = [0, 8];

/** Upper byte of "version made by" where the external attributes hold a Unix mode: Unix and macOS (APPNOTE 4.4.2). */
const unixHosts = [3, 19];

const typeBits = 0o170000;
const permissionBits = 0o777;
const kinds: ReadonlyMap<number, string> = new Map([
	[0o010000, 'named pipe'],
	[0o020000, 'device'],
	[0o060000, 'device'],
	[0o140000, 'socket'],
]);

/** The target of a link is its content; nothing that people write is longer. */
const maxTargetBytes = 4096;

/** Throws IntakeRefused for a file that is no whole, plain, consistent zip. */
export async function* zipEntries(
	source: ArchiveSource,
	limits: Pick<IntakeLimits, 'entries'>,
): AsyncGenerator<ArchiveEntry, void, void> {
	const zip = await guarded(source, () =>
		openPromise(source.path, { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true }),
	);
	try {
		if (zip.entryCount > limits.entries) throw refused(archiveProblems.tooManyEntries(source.name, limits.entries));
		const taken: [number, number][] = [];
		const walk = zip.eachEntry();
		for (;;) {
			const next = await guarded(source, () => walk.next());
			if (next.done === true) break;
			source.signal?.throwIfAborted();
			const name = nameOf(next.value);
			taken.push(await checkEntry(zip, next.value, source, name));
			yield await entryOf(zip, next.value, source, name);
		}
		refuseOverlap(taken, source.name);
	} finally {
		zip.close();
	}
}

function nameOf(entry: Entry): string {
	return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
}

/** Gives the range of bytes that the entry takes up in the file. */
async function checkEntry(
	zip: ZipFile,
	entry: Entry,
	source: ArchiveSource,
	name: string,
): Promise<[start: number, end: number]> {
	if (entry.isEncrypted()) throw refused(archiveProblems.encrypted(source.name, name));
	if (!readMethods.includes(entry.compressionMethod)) {
		throw refused(archiveProblems.method(source.name, name, entry.compressionMethod));
	}
	const local = await guarded(source, () => zip.readLocalFileHeaderPromise(entry, { minimal: false }));
	if (!('fileName' in local)) throw new TypeError('the whole local header was asked for');
	if (!local.fileName.equals(entry.fileNameRaw)) {
		throw refused(
			archiveProblems.inconsistent(
				source.name,
				`${name} is called ${local.fileName.toString('utf8')} in its own header`,
			),
		);
	}
	if (local.compressionMethod !== entry.compressionMethod) {
		throw refused(archiveProblems.inconsistent(source.name, `${name} has two compression methods`));
	}
	return [entry.relativeOffsetOfLocalHeader, local.fileDataStart + entry.compressedSize];
}

/** Entries that share their bytes are how a small zip holds many petabytes. */
function refuseOverlap(taken: readonly [number, number][], archive: string): void {
	const sorted = taken.toSorted(([a], [b]) => a - b);
	const overlap = sorted.some(([start], index) => index > 0 && start < (sorted[index - 1]?.[1] ?? 0));
	if (overlap) throw refused(archiveProblems.inconsistent(archive, 'entries of it share the same bytes'));
}

async function entryOf(zip: ZipFile, entry: Entry, source: ArchiveSource, name: string): Promise<ArchiveEntry> {
	const isUnix = unixHosts.includes(entry.versionMadeBy >>> 8);
	const unixMode = isUnix ? entry.externalFileAttributes >>> 16 : 0;
	const isFolder = name.endsWith('/');
	const type = unixMode & typeBits;
	const base = {
		name,
		mode: unixMode & permissionBits || (isFolder ? 0o755 : 0o644),
		modifiedAt: entry.getLastModDate({ timezone: 'UTC' }),
		size: entry.uncompressedSize,
		read: () => contentOf(zip, entry, source, name),
	};
	if (type === 0o120000) return { ...base, kind: 'symlink', linkTarget: await targetOf(base) };
	const what = kinds.get(type);
	if (what !== undefined) return { ...base, kind: 'special', what };
	return { ...base, kind: isFolder ? 'directory' : 'file' };
}

async function targetOf({ size, read }: Pick<ArchiveEntry, 'size' | 'read'>): Promise<string> {
	if (size > maxTargetBytes) return '';
	const pieces: Uint8Array[] = [];
	for await (const piece of read()) pieces.push(piece);
	return Buffer.concat(pieces).toString('utf8');
}

async function* contentOf(zip: ZipFile, entry: Entry, source: ArchiveSource, name: string): AsyncGenerator<Uint8Array> {
	const stream = await guarded(source, () => zip.openReadStreamPromise(entry));
	let checksum = 0;
	try {
		for await (const piece of stream as AsyncIterable<Buffer>) {
			checksum = crc32(piece, checksum);
			yield piece;
		}
	} catch (error) {
		throw damage(source, error);
	} finally {
		stream.destroy();
	}
	if (checksum !== entry.crc32) throw refused(archiveProblems.damaged(source.name, `the checksum of ${name} is wrong`));
}

/** What the reader throws is about the file; its words name the place. */
async function guarded<Result>(source: ArchiveSource, work: () => Promise<Result>): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		throw damage(source, error);
	}
}

function damage(source: ArchiveSource, error: unknown): unknown {
	if (error instanceof IntakeRefused || !(error instanceof Error)) return error;
	if (source.signal?.aborted === true) return error;
	// Errors of the file system carry a code; they are ours or the disk's, not the archive's.
	if ('syscall' in error) return error;
	if (/encryption/.test(error.message)) return refused(archiveProblems.encrypted(source.name, 'An entry'));
	return refused(archiveProblems.damaged(source.name, error.message));
}

function refused(problem: ConstructorParameters<typeof IntakeRefused>[0]): IntakeRefused {
	return new IntakeRefused(problem);
}

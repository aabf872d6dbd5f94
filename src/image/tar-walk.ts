/** Walks a tar stream entry by entry, with the extensions that image layers use: pax, GNU long names, base-256 numbers. */

import type { FileType } from './analysis.ts';
import { archiveInvalid } from './archive-error.ts';
import type { ByteReader } from './byte-reader.ts';
import { maxExtendedHeaderBytes, maxPathLength } from './limits.ts';
import { parsePax } from './pax.ts';
import { isZeroBlock, parseTarHeader, type TarHeader, tarBlockBytes } from './tar-header.ts';

export interface TarEntry {
	/** As written, e.g. `./etc/passwd`. */
	readonly name: string;
	readonly type: FileType;
	/** Bytes of a file; 0 for all else, whatever the header says (as Go's archive/tar has it). */
	readonly size: number;
	readonly mode: number;
	readonly uid: number;
	readonly gid: number;
	/** As written; `''` for all but links. */
	readonly linkName: string;
}

/** A NUL and `7` (contiguous) are files as well; see `parseTarHeader`. */
const types: Readonly<Record<string, FileType>> = {
	0: 'file',
	1: 'hardlink',
	2: 'symlink',
	3: 'character-device',
	4: 'block-device',
	5: 'directory',
	6: 'fifo',
	7: 'file',
};

interface Extensions {
	longName?: string;
	longLink?: string;
	pax?: ReadonlyMap<string, string>;
}

/**
 * Gives the entries in order. The bytes of a file come next in `reader`: the caller reads none, some or all of them
 * before it asks for the next entry. Throws `image-archive-invalid` for a damaged or unsupported archive.
 */
export async function* walkTar(reader: ByteReader): AsyncGenerator<TarEntry, void, void> {
	let extensions: Extensions = {};
	for (;;) {
		const header = await nextHeader(reader);
		if (header === undefined) return;
		if (header.flag === 'g') {
			// Global headers carry comments (git archive); Go's reader, and so the engine, ignores them as well.
			await reader.skip(padded(header.size));
		} else if (header.flag === 'x' || header.flag === 'L' || header.flag === 'K') {
			await readExtension(reader, header, extensions);
		} else {
			const entry = toEntry(header, extensions);
			extensions = {};
			const end = reader.position + padded(entry.size);
			yield entry;
			const rest = end - reader.position;
			if (reader.takeNow(rest) === undefined) await reader.skip(rest);
		}
	}
}

/** The next header, or undefined at the end: two blocks of zeros, or the end of the stream between two entries. */
async function nextHeader(reader: ByteReader): Promise<TarHeader | undefined> {
	let block = reader.takeNow(tarBlockBytes);
	if (block === undefined) {
		if ((await reader.peek(1)).length === 0) return undefined;
		block = await reader.take(tarBlockBytes);
	}
	if (!isZeroBlock(block)) return parseTarHeader(block);
	const second = await reader.peek(tarBlockBytes);
	if (second.length === 0 || isZeroBlock(second)) return undefined;
	throw archiveInvalid('The image archive goes on after an empty block: it is damaged.');
}

async function readExtension(reader: ByteReader, header: TarHeader, extensions: Extensions): Promise<void> {
	if (header.size > maxExtendedHeaderBytes)
		throw archiveInvalid(
			`An extended header in the image archive has ${header.size} bytes; that is damaged or hostile.`,
		);
	const bytes = (await reader.take(padded(header.size))).subarray(0, header.size);
	if (header.flag === 'x') extensions.pax = parsePax(bytes);
	else if (header.flag === 'L') extensions.longName = untilNul(bytes);
	else extensions.longLink = untilNul(bytes);
}

function toEntry(header: TarHeader, { longName, longLink, pax }: Extensions): TarEntry {
	const name = pax?.get('path') || longName || header.name;
	const linkName = pax?.get('linkpath') || longLink || header.linkName;
	refuseUnsupported(header, name, pax);
	// Before POSIX a directory was a file with a slash at its end.
	const type = header.flag === '0' && name.endsWith('/') ? 'directory' : types[header.flag];
	if (type === undefined)
		throw archiveInvalid(
			`The entry ${JSON.stringify(name)} has the type ${JSON.stringify(header.flag)}, which no image has.`,
		);
	if (name.length > maxPathLength || linkName.length > maxPathLength)
		throw archiveInvalid(
			`A path in the image archive has more than ${maxPathLength} characters: ${name.slice(0, 60)}…`,
		);
	return {
		name,
		type,
		size: type === 'file' ? (paxNumber(pax, 'size') ?? header.size) : 0,
		mode: header.mode,
		uid: paxNumber(pax, 'uid') ?? header.uid,
		gid: paxNumber(pax, 'gid') ?? header.gid,
		linkName: type === 'symlink' || type === 'hardlink' ? linkName : '',
	};
}

/** Sparse files store less than they hold; no image builder writes them, so their size rules are not followed. */
function refuseUnsupported(header: TarHeader, name: string, pax: Extensions['pax']): void {
	const isSparse = header.flag === 'S' || [...(pax?.keys() ?? [])].some((key) => key.startsWith('GNU.sparse.'));
	if (!isSparse) return;
	throw archiveInvalid(`The entry ${JSON.stringify(name)} is stored as a sparse file, which is not supported.`, {
		hint: 'Make the archive with docker save, or with tar without --sparse.',
	});
}

function paxNumber(pax: Extensions['pax'], key: string): number | undefined {
	const text = pax?.get(key);
	if (text === undefined || text === '') return undefined;
	const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
	if (!Number.isSafeInteger(value))
		throw archiveInvalid(
			`An extended header in the image archive has the ${key} ${JSON.stringify(text.slice(0, 40))}.`,
		);
	return value;
}

function untilNul(bytes: Buffer): string {
	const end = bytes.indexOf(0);
	return bytes.toString('utf8', 0, end === -1 ? bytes.length : end);
}

function padded(size: number): number {
	return Math.ceil(size / tarBlockBytes) * tarBlockBytes;
}

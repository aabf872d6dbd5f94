/** What a file is, told by its first bytes; its name says nothing. */
import { open } from 'node:fs/promises';

export type ArchiveKind = 'zip' | 'tar' | 'gzip';

export type FileKind =
	| { readonly kind: ArchiveKind }
	/** An archive that is not opened here, in words. */
	| { readonly kind: 'other-archive'; readonly what: string }
	| { readonly kind: 'none' };

/** A tar header is one block of 512 bytes. */
const headBytes = 512;

const tarMagicOffset = 257;

const others: readonly { readonly magic: readonly number[]; readonly what: string }[] = [
	{ magic: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], what: 'a RAR archive' },
	{ magic: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], what: 'a 7z archive' },
	{ magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: 'an xz archive' },
	{ magic: [0x42, 0x5a, 0x68], what: 'a bzip2 archive' },
	{ magic: [0x28, 0xb5, 0x2f, 0xfd], what: 'a zstd archive' },
];

const archiveNames = /\.(?:zip|tar|tgz|tar\.gz|gz|rar|7z|tar\.\w+|txz|tbz2?|tzst)$/i;

/** Whether the name promises an archive: then a file that is none is a damaged one. */
export function isArchiveName(name: string): boolean {
	return archiveNames.test(name);
}

/** Looks at the first block of a file. Empty zips (`PK 05 06`) count as zips. */
export async function fileKind(path: string): Promise<FileKind> {
	await using file = await open(path);
	const { bytesRead, buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
	return kindOfHead(buffer.subarray(0, bytesRead));
}

export function kindOfHead(head: Buffer): FileKind {
	if (starts(head, [0x50, 0x4b, 0x03, 0x04]) || starts(head, [0x50, 0x4b, 0x05, 0x06])) return { kind: 'zip' };
	if (starts(head, [0x1f, 0x8b])) return { kind: 'gzip' };
	if (head.toString('latin1', tarMagicOffset, tarMagicOffset + 5) === 'ustar') return { kind: 'tar' };
	const other = others.find(({ magic }) => starts(head, magic));
	return other === undefined ? { kind: 'none' } : { kind: 'other-archive', what: other.what };
}

function starts(head: Buffer, magic: readonly number[]): boolean {
	return magic.every((byte, index) => head[index] === byte);
}

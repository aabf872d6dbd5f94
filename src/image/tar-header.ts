/** One 512-byte header of a tar file: POSIX.1-1988 (ustar), GNU and star, as Go's archive/tar reads them. */
import { archiveInvalid } from './archive-error.ts';

export const tarBlockBytes = 512;

const space = 0x20;
const zero = 0x30;
const ustarMagic = Buffer.from('ustar\0');
const starMagic = Buffer.from('tar\0');

export interface TarHeader {
	readonly name: string;
	readonly linkName: string;
	readonly size: number;
	readonly mode: number;
	readonly uid: number;
	readonly gid: number;
	/** The type flag as one character; old headers' NUL is given as `0`. */
	readonly flag: string;
}

/** Reads a header. Throws `image-archive-invalid` when the checksum or a number is wrong. */
export function parseTarHeader(block: Buffer): TarHeader {
	if (!hasTarChecksum(block)) throw archiveInvalid('A header in the image archive is damaged: its checksum is wrong.');
	const name = text(block, 0, 100);
	const prefix = namePrefix(block);
	const flag = block[156] === 0 ? '0' : block.toString('latin1', 156, 157);
	return {
		name: prefix === '' ? name : `${prefix}/${name}`,
		linkName: text(block, 157, 100),
		size: number(block, 124, 12, 'size'),
		mode: number(block, 100, 8, 'mode') & 0o7777,
		uid: number(block, 108, 8, 'owner'),
		gid: number(block, 116, 8, 'group'),
		flag,
	};
}

/** Whether a block is a tar header by its checksum: the sum of its bytes, with spaces for the checksum itself. */
export function hasTarChecksum(block: Buffer): boolean {
	if (block.length < tarBlockBytes) return false;
	const written = octal(block, 148, 8);
	if (written === undefined) return false;
	let unsigned = 0;
	let above127 = 0;
	for (let at = 0; at < tarBlockBytes; at++) {
		const byte = at >= 148 && at < 156 ? space : (block[at] as number);
		unsigned += byte;
		if (byte > 127) above127 += 1;
	}
	// Old writers summed signed characters.
	return written === unsigned || written === unsigned - 256 * above127;
}

export function isZeroBlock(block: Buffer): boolean {
	return block.length === tarBlockBytes && block[0] === 0 && block.every((byte) => byte === 0);
}

/** Only ustar and star carry a prefix; GNU keeps times in its place. */
function namePrefix(block: Buffer): string {
	if (block[345] === 0 || block.compare(ustarMagic, 0, 6, 257, 263) !== 0) return '';
	const isStar = block.compare(starMagic, 0, 4, 508, 512) === 0;
	return text(block, 345, isStar ? 131 : 155);
}

function text(block: Buffer, start: number, length: number): string {
	let end = start;
	while (end < start + length && block[end] !== 0) end += 1;
	return block.toString('utf8', start, end);
}

function number(block: Buffer, start: number, length: number, what: string): number {
	const isBinary = ((block[start] as number) & 0x80) !== 0;
	const value = isBinary ? base256(block, start, length) : octal(block, start, length);
	if (value === undefined)
		throw archiveInvalid(`A header in the image archive is damaged: its ${what} is not a number.`);
	return value;
}

/** Digits after spaces or NULs, up to a space, a NUL or the end of the field; none are 0. */
function octal(block: Buffer, start: number, length: number): number | undefined {
	let at = start;
	const end = start + length;
	while (at < end && isBlank(block[at])) at += 1;
	let value = 0;
	for (; at < end && !isBlank(block[at]); at++) {
		const digit = (block[at] as number) - zero;
		if (digit < 0 || digit > 7) return undefined;
		value = value * 8 + digit;
	}
	return value;
}

function isBlank(byte: number | undefined): boolean {
	return byte === space || byte === 0;
}

/** GNU's binary numbers, for values that do not fit the octal field. Negative and absurd ones are refused. */
function base256(block: Buffer, start: number, length: number): number | undefined {
	if (block[start] !== 0x80) return undefined;
	let value = 0;
	for (let at = start + 1; at < start + length; at++) {
		value = value * 256 + (block[at] as number);
		if (value > Number.MAX_SAFE_INTEGER) return undefined;
	}
	return value;
}

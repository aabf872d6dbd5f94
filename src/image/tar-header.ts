/** One 512-byte header of a tar file: POSIX.1-1988 (ustar), GNU and star, as Go's archive/tar reads them. */
import { archiveInvalid } from './archive-error.ts';

export const tarBlockBytes = 512;

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
	const written = octal(block.toString('latin1', 148, 156));
	if (written === undefined) return false;
	let unsigned = 0;
	let signed = 0;
	for (let at = 0; at < tarBlockBytes; at++) {
		const byte = at >= 148 && at < 156 ? 32 : (block[at] as number);
		unsigned += byte;
		// Old writers summed signed characters.
		signed += byte > 127 ? byte - 256 : byte;
	}
	return written === unsigned || written === signed;
}

export function isZeroBlock(block: Buffer): boolean {
	return block.length === tarBlockBytes && block.every((byte) => byte === 0);
}

/** Only ustar and star carry a prefix; GNU keeps times in its place. */
function namePrefix(block: Buffer): string {
	if (block.toString('latin1', 257, 263) !== 'ustar\0') return '';
	const isStar = block.toString('latin1', 508, 512) === 'tar\0';
	return text(block, 345, isStar ? 131 : 155);
}

function text(block: Buffer, start: number, length: number): string {
	const end = block.indexOf(0, start);
	return block.toString('utf8', start, end === -1 ? start + length : Math.min(end, start + length));
}

function number(block: Buffer, start: number, length: number, what: string): number {
	const first = block[start] as number;
	const value =
		first & 0x80
			? base256(block.subarray(start, start + length))
			: octal(block.toString('latin1', start, start + length));
	if (value === undefined)
		throw archiveInvalid(`A header in the image archive is damaged: its ${what} is not a number.`);
	return value;
}

function octal(field: string): number | undefined {
	const digits = field.replace(/^[ \0]+/, '').replace(/[ \0][^]*$/, '');
	if (digits === '') return 0;
	return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}

/** GNU's binary numbers, for values that do not fit the octal field. Negative and absurd ones are refused. */
function base256(field: Buffer): number | undefined {
	if (field[0] !== 0x80) return undefined;
	let value = 0;
	for (const byte of field.subarray(1)) {
		value = value * 256 + byte;
		if (value > Number.MAX_SAFE_INTEGER) return undefined;
	}
	return value;
}

import { describe, expect, it } from 'vitest';
import { tarOf } from '../../tests/helpers/image-archives.ts';
import { hasTarChecksum, isZeroBlock, parseTarHeader } from './tar-header.ts';

async function headerOf(change: (block: Buffer) => void): Promise<Buffer> {
	const block = (await tarOf([{ name: 'etc/hosts', mode: 0o4755, uid: 7, gid: 8, content: 'x'.repeat(9) }])).subarray(
		0,
		512,
	);
	change(block);
	block.fill(' ', 148, 156);
	const sum = block.reduce((total, byte) => total + byte, 0);
	block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
	return block;
}

it('reads name, size, mode and owner', async () => {
	expect(parseTarHeader(await headerOf(() => undefined))).toEqual({
		name: 'etc/hosts',
		linkName: '',
		size: 9,
		mode: 0o4755,
		uid: 7,
		gid: 8,
		flag: '0',
	});
});

it('puts the prefix of ustar before the name, and not what GNU keeps in its place', async () => {
	const prefix = (block: Buffer) => block.write('a/long/way', 345, 'latin1');
	expect(parseTarHeader(await headerOf(prefix)).name).toBe('a/long/way/etc/hosts');
	const gnu = await headerOf((block) => {
		prefix(block);
		block.write('ustar  \0', 257, 'latin1');
	});
	expect(parseTarHeader(gnu).name).toBe('etc/hosts');
});

it('takes an old NUL type as a file', async () => {
	expect(parseTarHeader(await headerOf((block) => block.fill(0, 156, 157))).flag).toBe('0');
});

describe('numbers', () => {
	const size = (bytes: number[]) => headerOf((block) => void Buffer.from(bytes).copy(block, 124));

	it('reads base-256', async () => {
		expect(parseTarHeader(await size([0x80, 0, 0, 0, 0, 0, 0, 2, 0x54, 0x0b, 0xe4, 0])).size).toBe(10_000_000_000);
	});

	it.each([
		['absurd', [0x80, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
		['negative', Array.from({ length: 12 }, () => 0xff)],
		['not octal', [...Buffer.from('00000000008\0')]],
		['hexadecimal', [...Buffer.from('0x10\0\0\0\0\0\0\0\0')]],
	])('refuses a size that is %s', async (_name, bytes) => {
		const block = await size(bytes);
		expect(() => parseTarHeader(block)).toThrow('its size is not a number');
	});

	it('takes an empty field as 0', async () => {
		expect(parseTarHeader(await size(Array.from({ length: 12 }, () => 0))).size).toBe(0);
	});
});

it('refuses a block whose checksum is wrong', async () => {
	const block = await headerOf(() => undefined);
	block[0] = 0x41;
	expect(hasTarChecksum(block)).toBe(false);
	expect(() => parseTarHeader(block)).toThrow('checksum');
});

it('takes the sum of signed characters, as old writers made it', async () => {
	const block = await headerOf((header) => header.write('ä', 0, 'utf8'));
	const signed = block.reduce(
		(total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte > 127 ? byte - 256 : byte),
		0,
	);
	block.write(`${signed.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
	expect(hasTarChecksum(block)).toBe(true);
});

it('knows a block of zeros', () => {
	expect(isZeroBlock(Buffer.alloc(512))).toBe(true);
	expect(isZeroBlock(Buffer.alloc(511))).toBe(false);
	expect(isZeroBlock(Buffer.alloc(512).fill(1, 511))).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { allOf } from '../../tests/helpers/all-of.ts';
import { streamOf, type TestEntry, tarOf } from '../../tests/helpers/image-archives.ts';
import { ByteReader } from './byte-reader.ts';
import { maxExtendedHeaderBytes } from './limits.ts';
import { walkTar } from './tar-walk.ts';

async function walk(bytes: Buffer): Promise<readonly object[]> {
	return await allOf(walkTar(new ByteReader(streamOf(bytes))));
}

/** A header block of any type, with a right checksum, and its padded content. */
async function raw(flag: string, name: string, content = ''): Promise<Buffer> {
	const block = Buffer.from(
		(await tarOf([{ name, content }])).subarray(0, 512 + Math.ceil(content.length / 512) * 512),
	);
	const header = block.subarray(0, 512);
	header.write(flag, 156, 'latin1');
	header.fill(' ', 148, 156);
	const sum = header.reduce((total, byte) => total + byte, 0);
	header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
	return block;
}

const end = Buffer.alloc(1024);

it('gives entries of every kind; only files have a size', async () => {
	const entries: TestEntry[] = [
		{ name: 'd/', type: 'directory', mode: 0o755 },
		{ name: 'd/f', content: 'hello', mode: 0o644, uid: 1, gid: 2 },
		{ name: 'd/l', type: 'symlink', linkname: 'f' },
		{ name: 'd/h', type: 'link', linkname: 'd/f' },
		{ name: 'p', type: 'fifo' },
		{ name: 'c', type: 'character-device' },
	];
	expect(await walk(await tarOf(entries))).toMatchObject([
		{ name: 'd/', type: 'directory', size: 0, mode: 0o755 },
		{ name: 'd/f', type: 'file', size: 5, uid: 1, gid: 2, linkName: '' },
		{ name: 'd/l', type: 'symlink', size: 0, linkName: 'f' },
		{ name: 'd/h', type: 'hardlink', size: 0, linkName: 'd/f' },
		{ name: 'p', type: 'fifo' },
		{ name: 'c', type: 'character-device' },
	]);
});

it('passes over what the caller does not read, and lets it read part', async () => {
	const bytes = await tarOf(['a', 'b', 'c'].map((name) => ({ name, content: name.repeat(2000) })));
	const reader = new ByteReader(streamOf(bytes, 700));
	const read: string[] = [];
	for await (const { name } of walkTar(reader)) if (name === 'b') read.push((await reader.take(3)).toString());
	expect(read).toEqual(['bbb']);
});

describe('long names', () => {
	const name = `${'long/'.repeat(60)}ä`;

	it('reads those of pax', async () => {
		expect(await walk(await tarOf([{ name, type: 'symlink', linkname: `${name}x` }]))).toMatchObject([
			{ name, linkName: `${name}x` },
		]);
	});

	it('reads those of GNU, for the next entry only', async () => {
		const bytes = Buffer.concat([
			await raw('L', '././@LongLink', `${name}\0`),
			await raw('0', 'short'),
			await raw('0', 'other'),
			end,
		]);
		expect(await walk(bytes)).toMatchObject([{ name }, { name: 'other' }]);
		const links = Buffer.concat([await raw('K', '././@LongLink', `${name}\0`), await raw('2', 'short'), end]);
		expect(await walk(links)).toMatchObject([{ name: 'short', linkName: name }]);
	});
});

it('takes the size from pax, and ignores global headers as the engine does', async () => {
	const bytes = Buffer.concat([
		await raw('g', 'global', '15 size=123456\n'),
		await raw('x', 'pax', '10 size=3\n'),
		await raw('0', 'file', 'abc'),
		end,
	]);
	expect(await walk(bytes)).toMatchObject([{ name: 'file', size: 3 }]);
});

it('ends at two empty blocks, or where the stream ends between two entries', async () => {
	const bytes = await tarOf([{ name: 'a', content: 'x' }]);
	expect(await walk(bytes.subarray(0, 1024))).toHaveLength(1);
	expect(await walk(Buffer.concat([bytes, bytes]))).toHaveLength(1);
	expect(await walk(Buffer.alloc(0))).toHaveLength(0);
});

describe('refuses', () => {
	it.each([
		[
			'an empty block in the middle',
			async () => Buffer.concat([Buffer.alloc(512), await raw('0', 'a')]),
			'empty block',
		],
		['a file that is cut', async () => (await raw('0', 'a', 'x'.repeat(600))).subarray(0, 700), 'ends in the middle'],
		['a header that is cut', async () => (await raw('0', 'a')).subarray(0, 100), 'ends in the middle'],
		['sparse files of GNU', () => raw('S', 'a'), 'sparse'],
		[
			'sparse files of pax',
			async () => Buffer.concat([await raw('x', 'p', '22 GNU.sparse.major=1\n'), await raw('0', 'a')]),
			'sparse',
		],
		['unknown types', () => raw('V', 'volume'), 'type "V"'],
		['absurd numbers', async () => Buffer.concat([await raw('x', 'p', '12 size=1e9\n'), await raw('0', 'a')]), '1e9'],
		[
			'absurdly long headers',
			async () => {
				const header = await raw('L', 'a');
				return Buffer.concat([await withSize(header, maxExtendedHeaderBytes + 1), end]);
			},
			'extended header',
		],
		[
			'paths that no kernel takes',
			async () => Buffer.concat([await raw('L', 'a', 'x'.repeat(4097)), await raw('0', 'a')]),
			'4096',
		],
	])('%s', async (_name, make, message) => {
		await expect(walk(await make())).rejects.toMatchObject({
			code: 'image-archive-invalid',
			message: expect.stringContaining(message),
		});
	});
});

async function withSize(header: Buffer, size: number): Promise<Buffer> {
	const block = Buffer.from(header);
	block.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
	block.fill(' ', 148, 156);
	const sum = block.reduce((total, byte) => total + byte, 0);
	block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
	return block;
}

import { expect, it } from 'vitest';
import { allOf } from '../../tests/helpers/all-of.ts';
import { streamOf } from '../../tests/helpers/image-archives.ts';
import { ByteReader } from './byte-reader.ts';

const bytes = Buffer.from(Array.from({ length: 100 }, (_, index) => index));

it.each([1, 7, 64, 100, 500])('takes, peeks and skips by counts, with chunks of %d bytes', async (chunkBytes) => {
	const reader = new ByteReader(streamOf(bytes, chunkBytes));
	expect([...(await reader.peek(3))]).toEqual([0, 1, 2]);
	expect([...(await reader.take(5))]).toEqual([0, 1, 2, 3, 4]);
	await reader.skip(20);
	expect([...(await reader.take(2))]).toEqual([25, 26]);
	expect(reader.position).toBe(27);
	const rest: number[] = [];
	for await (const chunk of reader.chunks(73)) rest.push(...chunk);
	expect(rest).toEqual([...bytes.subarray(27)]);
	expect(await reader.peek(1)).toHaveLength(0);
});

it('gives at hand what is at hand', async () => {
	const reader = new ByteReader(streamOf(bytes, 10));
	expect(reader.takeNow(1)).toBeUndefined();
	await reader.peek(1);
	expect(reader.takeNow(10)).toHaveLength(10);
	expect(reader.takeNow(1)).toBeUndefined();
});

it.each([
	['take', (reader: ByteReader) => reader.take(101)],
	['skip', (reader: ByteReader) => reader.skip(101)],
	['chunks', async (reader: ByteReader) => await allOf(reader.chunks(101))],
] as const)('%s beyond the end is a damaged archive', async (_name, read) => {
	await expect(read(new ByteReader(streamOf(bytes, 9)))).rejects.toMatchObject({ code: 'image-archive-invalid' });
});

it('drains at most the limit, by whole chunks', async () => {
	const reader = new ByteReader(streamOf(bytes, 10));
	await reader.drain(25);
	expect(reader.position).toBe(30);
	await reader.drain(Number.POSITIVE_INFINITY);
	expect(reader.position).toBe(100);
});

it('counts what arrives and stops when it is told to', async () => {
	const stop = new AbortController();
	let arrived = 0;
	const onChunk = (count: number) => {
		arrived += count;
		if (arrived >= 30) stop.abort();
	};
	const reader = new ByteReader(streamOf(bytes, 10), { onChunk, signal: stop.signal });
	await expect(reader.skip(100)).rejects.toMatchObject({ code: 'cancelled' });
	expect(arrived).toBe(30);
});

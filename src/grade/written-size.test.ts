import { describe, expect, it } from 'vitest';
import { canMean, writtenSizes } from './written-size.ts';

/** The texts of the sizes that are found. */
function found(markdown: string): readonly string[] {
	return writtenSizes(markdown).map(({ text }) => text);
}

function means(text: string, bytes: number): boolean {
	const [size] = writtenSizes(text);
	if (size === undefined) throw new Error(`no size in ${text}`);
	return canMean(size, bytes);
}

describe('writtenSizes', () => {
	it.each([
		['It has 999 MB.', ['999 MB']],
		['from 999MB to 1.77 MB', ['999MB', '1.77 MB']],
		['999,205,484 bytes', ['999,205,484 bytes']],
		['999 205 484 B', ['999 205 484 B']],
		['1,10 GB and 1.68 MiB', ['1,10 GB', '1.68 MiB']],
		['2 gigabytes, 3 Mebibytes', ['2 gigabytes', '3 Mebibytes']],
		['953M', ['953M']],
		['(1.77MB)', ['1.77MB']],
		['Go 1.27 builds 2 stages in 44 s', []],
		['50 MB/s, 8 Mbps', []],
		['golang:1.27 b', []],
		['5 M people', []],
		['v1.2 kB', []],
		['<!-- 5 MB -->', []],
		['<b>5</b> MB', ['5  MB']],
		['[5 MB](http://example.org/6MB)', ['5 MB']],
	])('%s', (text, sizes) => {
		expect(found(text)).toEqual(sizes);
	});

	it('tells the line, also behind comments of several lines', () => {
		expect(writtenSizes('<!--\n5 MB\n-->\n\nIt has 6 MB.')).toMatchObject([{ text: '6 MB', line: 5 }]);
	});

	it('takes the unit of a table from the head of the column', () => {
		const table =
			'| image | size (MB) | layers |\n| --- | --- | --- |\n| before | 999 | 5 |\n| after | **1.77** | 1 |\n';
		expect(writtenSizes(table)).toMatchObject([
			{ text: '999 MB', line: 3 },
			{ text: '1.77 MB', line: 4 },
		]);
	});

	it('marks what stands in code', () => {
		expect(writtenSizes('```\ngolang 1.27 877MB\n```\n877MB')).toMatchObject([{ inCode: true }, { inCode: false }]);
	});

	it('is quick on hostile texts', () => {
		const texts = [
			'1'.repeat(100_000),
			'1,'.repeat(50_000),
			'1 '.repeat(50_000),
			'<!--'.repeat(30_000),
			'|'.repeat(100_000),
		];
		for (const text of texts) expect(found(text)).toEqual([]);
	});
});

describe('canMean', () => {
	it.each([
		['999 MB', 999_205_484, true],
		['1 GB', 999_205_484, true],
		['1.0 GB', 999_205_484, true],
		['1000 MB', 999_205_484, true],
		['953 MiB', 999_205_484, true],
		['953 MB', 999_205_484, true],
		['0.93 GiB', 999_205_484, true],
		['999,205,484 bytes', 999_205_484, true],
		['999.205.484 bytes', 999_205_484, true],
		['999205 kB', 999_205_484, true],
		['980 MB', 999_205_484, false],
		['1.1 GB', 999_205_484, false],
		['1.77 MB', 1_765_536, true],
		['1,77 MB', 1_765_536, true],
		['2 MB', 1_765_536, true],
		['1.8 MB', 1_765_536, true],
		['1.9 MB', 1_765_536, false],
		['1.765 MB', 1_765_536, true],
		['1,765 kB', 1_765_536, true],
		['1.77 GB', 1_765_536, false],
		['1,102.8 MB', 1_102_813_148, true],
	])('%s can mean %d bytes: %s', (text, bytes, expected) => {
		expect(means(text, bytes)).toBe(expected);
	});
});

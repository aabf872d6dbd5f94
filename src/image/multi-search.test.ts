import { expect, it } from 'vitest';
import { MultiSearch } from './multi-search.ts';

const needles = ['GNU bash, version', 'needle-one', 'needle-two', 'abcdefgh', 'bcdefghi'];

it('finds each needle anywhere, also overlapping ones', () => {
	const search = new MultiSearch(needles);
	expect(search.find(Buffer.from('xxabcdefghixx'))).toEqual(new Set(['abcdefgh', 'bcdefghi']));
	expect(search.find(Buffer.from('needle-two'))).toEqual(new Set(['needle-two']));
	expect(search.find(Buffer.from('needle-tw'))).toEqual(new Set());
	expect(search.find(Buffer.alloc(0))).toEqual(new Set());
});

it('finds the same as a search for each, whatever the chunks', () => {
	const search = new MultiSearch(needles);
	let seed = 1;
	const random = (below: number) => {
		seed = (seed * 48_271) % 2_147_483_647;
		return seed % below;
	};
	for (let round = 0; round < 200; round++) {
		const parts = Array.from({ length: 12 }, () =>
			random(3) === 0 ? (needles[random(5)] ?? '') : 'abcnedl-GU '.slice(random(9)),
		);
		const text = parts.join('');
		const scan = search.start();
		for (let at = 0; at < text.length; ) {
			const size = 1 + random(20);
			scan.write(Buffer.from(text.slice(at, at + size)));
			at += size;
		}
		const expected = new Set(needles.filter((needle) => text.includes(needle)));
		expect(scan.hits).toEqual(expected);
		expect(search.find(Buffer.from(text))).toEqual(expected);
	}
});

it('refuses needles that are too short to be told apart', () => {
	expect(() => new MultiSearch(['abc'])).toThrow(RangeError);
});

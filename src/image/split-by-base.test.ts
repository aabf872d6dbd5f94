import { expect, it } from 'vitest';
import type { LayerAnalysis } from './analysis.ts';
import { splitByBase } from './split-by-base.ts';

const image = { layers: ['a', 'b', 'c'].map((diffId) => ({ diffId }) as LayerAnalysis) };
const parts = (base: readonly string[]) => {
	const { base: lower, own } = splitByBase(image, base);
	return [lower, own].map((layers) => layers.map(({ diffId }) => diffId).join(''));
};

it.each([
	[
		['a', 'b'],
		['ab', 'c'],
	],
	[
		['a', 'b', 'c'],
		['abc', ''],
	],
	[[], ['', 'abc']],
	[['b'], ['', 'abc']],
	[
		['a', 'x'],
		['', 'abc'],
	],
	[
		['a', 'b', 'c', 'd'],
		['', 'abc'],
	],
])('on the base %j', (base, expected) => {
	expect(parts(base)).toEqual(expected);
});

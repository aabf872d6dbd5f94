import { describe, expect, it } from 'vitest';
import type { LayerAnalysis } from '#image/analysis.ts';
import { layerBar, layerLines } from './layer-bars.ts';

describe('a bar', () => {
	it.each([
		[{ unpackedBytes: 100, deadBytes: 0 }, '██████████'],
		[{ unpackedBytes: 55, deadBytes: 0 }, '█████▌'],
		[{ unpackedBytes: 100, deadBytes: 30 }, '███████░░░'],
		[{ unpackedBytes: 100, deadBytes: 100 }, '░░░░░░░░░░'],
		[{ unpackedBytes: 0, deadBytes: 0 }, ''],
	])('%j', (layer, bar) => {
		expect(layerBar(layer, 100, 10)).toBe(bar);
	});

	it('has a mark as soon as there are bytes', () => {
		expect(layerBar({ unpackedBytes: 1, deadBytes: 0 }, 1e9, 10)).toBe('▏');
	});

	it('is never longer than its width', () => {
		expect(layerBar({ unpackedBytes: 100, deadBytes: 56 }, 100, 8)).toHaveLength(8);
	});
});

it('cuts instructions to the terminal and keeps control characters out', () => {
	const layer = (instruction: string | undefined): LayerAnalysis =>
		({
			unpackedBytes: 1_000_000,
			deadBytes: 0,
			...(instruction === undefined ? {} : { history: { instruction } }),
		}) as LayerAnalysis;
	const lines = layerLines([layer(`RUN ${'x'.repeat(100)}`), layer('RUN \x1b[31m\n  make'), layer(undefined)], 60);
	expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
	expect(lines[0]).toMatch(/ RUN x+…$/);
	expect(lines[1]).toMatch(/ RUN \\x1b\[31m make$/);
	expect(lines[2]).toMatch(/ \(not told\)$/);
	expect(layerLines([], 60)).toEqual([]);
});

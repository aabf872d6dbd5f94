import { describe, expect, it } from 'vitest';
import type { StageData } from './figure-data.ts';
import { layOutNarrow, layOutWide, narrowWidth, wideWidth } from './stages-layout.ts';

const program = { text: 'program', kind: 'own' } as const;
const build: StageData = { name: 'build', base: 'golang', state: 'built', items: [program] };
const unused: StageData = { name: 'unused', state: 'skipped', items: [] };
const image: StageData = {
	name: 'image',
	state: 'final',
	items: [{ text: 'program', kind: 'copied', from: 'build' }],
};

describe.each([
	['wide', layOutWide, wideWidth],
	['narrow', layOutNarrow, narrowWidth],
] as const)('%s', (_, layOut, width) => {
	it('keeps everything within the drawing', () => {
		const layout = layOut([build, unused, image]);
		expect(layout.width).toBe(width);
		for (const stage of layout.stages) {
			expect(stage.x + stage.width).toBeLessThanOrEqual(width);
			expect(stage.y + stage.height).toBeLessThanOrEqual(layout.height);
			for (const item of stage.items) expect(item.x + item.width).toBeLessThan(stage.x + stage.width);
		}
	});

	it('draws one arrow for each copy', () => {
		expect(layOut([build, unused, image]).arrows).toHaveLength(1);
	});

	it('lets no two stages overlap', () => {
		const { stages } = layOut([build, unused, image]);
		const [first, second, third] = stages;
		const apart = (a = first, b = second) =>
			a === undefined || b === undefined || a.x + a.width <= b.x || a.y + a.height <= b.y;
		expect([apart(first, second), apart(first, third), apart(second, third)]).toEqual([true, true, true]);
	});
});

it('puts a stage right of what it copies from, and one that needs nothing to the left', () => {
	const { stages } = layOutWide([build, unused, image]);
	expect(stages.map(({ x }) => x === 0)).toEqual([true, true, false]);
});

it('compares stages side by side when nothing is copied', () => {
	const { stages } = layOutWide([build, unused]);
	expect(stages.map(({ y }) => y)).toEqual([1, 1]);
});

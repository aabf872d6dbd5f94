import { expect, it } from 'vitest';
import { magnification } from './magnification.ts';

it('leaves a bar alone that can be seen, and one that is not there', () => {
	expect([magnification(1), magnification(0.05), magnification(0)]).toEqual([1, 1, 1]);
});

it('brings a small bar to a good part of the scale by a round factor', () => {
	expect(magnification(0.0015)).toBe(400);
	expect(magnification(0.03)).toBe(20);
	for (const share of [0.0001, 0.0007, 0.013, 0.039]) {
		const shown = share * magnification(share);
		expect(shown).toBeGreaterThan(0.3);
		expect(shown).toBeLessThanOrEqual(0.6);
	}
});

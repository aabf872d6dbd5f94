import { expect, it } from 'vitest';
import { fillMeasured } from './measured-text.ts';

const sizes = {
	before: { unpacked: 999_205_484, transfer: 350_000_000, engine: 999_300_000 },
	after: { unpacked: 1_765_536, transfer: 700_000, engine: 1_765_600 },
};

it('fills in sizes and the ratio, and leaves other text alone', () => {
	const text = '{{before.unpacked}} {{after.transfer}} {{before.engine}} {{ratio}} {{other}} {{ratio }} $1';
	expect(fillMeasured(text, sizes)).toBe('999 MB 700 kB 999 MB 566 {{other}} {{ratio }} $1');
});

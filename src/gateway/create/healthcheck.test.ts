import { expect, it } from 'vitest';
import { healthcheckOf } from './healthcheck.ts';

const second = 1e9;

it('leaves what is asked for, and what the image says, as long as it is not too often', () => {
	expect(healthcheckOf(undefined, undefined)).toBeUndefined();
	expect(healthcheckOf(undefined, { Interval: 30 * second })).toBeUndefined();
	expect(healthcheckOf({ Test: ['NONE'] }, undefined)).toEqual({ Test: ['NONE'] });
});

it('slows down what is asked for, and what the image says', () => {
	expect(healthcheckOf({ Test: ['CMD', 'a'], Interval: 1 }, undefined)).toEqual({
		Test: ['CMD', 'a'],
		Interval: second,
	});
	expect(healthcheckOf(undefined, { Interval: 1_000_000, StartInterval: 5 })).toEqual({
		Interval: second,
		StartInterval: second,
	});
	expect(healthcheckOf({ Interval: 2 * second }, { Interval: 1 })).toEqual({ Interval: 2 * second });
});

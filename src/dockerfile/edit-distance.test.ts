import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from './edit-distance.ts';

describe('editDistance', () => {
	it.each([
		['', '', 0],
		['', 'abc', 3],
		['build', 'build', 0],
		['build', 'bulid', 1],
		['build', 'builder', 2],
		['kitten', 'sitting', 3],
	])('%s to %s is %i', (a, b, distance) => {
		expect(editDistance(a, b)).toBe(distance);
		expect(editDistance(b, a)).toBe(distance);
	});
});

describe('nearest', () => {
	it('takes the nearest of several, the first of equals', () => {
		expect(nearest('biuld', ['base', 'builder', 'build'])).toBe('build');
		expect(nearest('COPPY', ['COPY', 'CMD'])).toBe('COPY');
	});

	it('suggests nothing that is too far', () => {
		expect(nearest('run', ['add', 'arg'])).toBeUndefined();
		expect(nearest('deps', ['build'])).toBeUndefined();
		expect(nearest('x'.repeat(1000), ['x'.repeat(999)])).toBeUndefined();
	});
});

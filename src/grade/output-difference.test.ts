import { expect, it } from 'vitest';
import { outputDifference } from './output-difference.ts';

it.each([
	['5\n', '5\n', undefined],
	['5\n6\n', '5\n7\n', 'line 2 of the output is "7", and should be "6".'],
	['5\n6\n', '5\n', 'it stopped before line 2, which should be "6".'],
	['5\n', '5\n6\n', 'it printed more than it should, from line 2 on: "6".'],
	['5\n', '5', 'its last line has no line end.'],
	['5\n', '', 'it printed nothing, and should have printed "5".'],
	['', 'hi\n', 'it printed "hi", and should print nothing.'],
	['5\n', '5\n\n', 'it printed more than it should, from line 2 on: "".'],
	['5\n', `${'x'.repeat(500)}\n`, `line 1 of the output is "${'x'.repeat(59)}…", and should be "5".`],
])('%j against %j: %s', (expected, actual, difference) => {
	expect(outputDifference(expected, actual)).toBe(difference);
});

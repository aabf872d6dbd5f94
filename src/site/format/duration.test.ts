import { expect, it } from 'vitest';
import { formatDuration } from './duration.ts';

it.each([
	[0, '0.0 s'],
	[420, '0.4 s'],
	[12_900, '12 s'],
	[59_999, '59 s'],
	[125_000, '2 min 05 s'],
])('%d ms is %s', (milliseconds, text) => {
	expect(formatDuration(milliseconds)).toBe(text);
});

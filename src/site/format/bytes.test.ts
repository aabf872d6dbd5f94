import { describe, expect, it } from 'vitest';
import { formatBytes, formatExactBytes, formatFactor } from './bytes.ts';

describe('formatBytes', () => {
	it.each([
		[0, '0 B'],
		[999, '999 B'],
		[1000, '1.00 kB'],
		[4778, '4.78 kB'],
		[999_499, '999 kB'],
		[999_500, '1.00 MB'],
		[2_293_634, '2.29 MB'],
		[14_400_000, '14.4 MB'],
		[119_072_886, '119 MB'],
		[999_949_999, '1.00 GB'],
		[1_102_813_148, '1.10 GB'],
	])('%d is %s', (bytes, text) => {
		expect(formatBytes(bytes)).toBe(text);
	});

	it('keeps the exact number for those who want it', () => {
		expect(formatExactBytes(1_102_813_148)).toBe('1,102,813,148 bytes');
		expect(formatExactBytes(1)).toBe('1 byte');
	});
});

describe('formatFactor', () => {
	it.each([
		[1.04, '1.0'],
		[9.27, '9.3'],
		[12.6, '13'],
		[673.9, '674'],
		[2132.4, '2,132'],
	])('%d is %s', (factor, text) => {
		expect(formatFactor(factor)).toBe(text);
	});
});

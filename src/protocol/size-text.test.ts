import { describe, expect, it } from 'vitest';
import { countText, durationText, exactSizeText, factorText, sizeText } from './size-text.ts';

describe('sizeText', () => {
	it.each([
		[0, '0 B'],
		[999, '999 B'],
		[1000, '1.00 kB'],
		[468_604, '469 kB'],
		[999_499, '999 kB'],
		[999_500, '1.00 MB'],
		[2_293_634, '2.29 MB'],
		[77_931_452, '77.9 MB'],
		[119_072_886, '119 MB'],
		[999_205_484, '999 MB'],
		[1_102_813_148, '1.10 GB'],
		[12_345_678_901_234, '12.3 TB'],
	])('%d bytes is %s', (bytes, text) => {
		expect(sizeText(bytes)).toBe(text);
	});
});

it('keeps the exact number for those who want it', () => {
	expect([1_102_813_148, 1].map(exactSizeText)).toEqual(['1,102,813,148 bytes', '1 byte']);
});

describe('factorText', () => {
	it.each([
		[1.0777, '1.08'],
		[12.456, '12.5'],
		[564.4, '564'],
		[999.4, '999'],
		[999.5, '1,000'],
		[2132.3, '2,130'],
	])('%d is %s', (factor, text) => {
		expect(factorText(factor)).toBe(text);
	});
});

it('counts with the noun in the right form', () => {
	expect([countText(1, 'entry', 'entries'), countText(2000, 'entry', 'entries')]).toEqual(['1 entry', '2,000 entries']);
});

it('tells durations as people do', () => {
	expect([0, 180, 44_200, 185_000, 300_000].map(durationText)).toEqual([
		'0.0 s',
		'0.2 s',
		'44 s',
		'3 min 5 s',
		'5 min',
	]);
	expect([9949, 9950, 59_499, 59_500].map(durationText)).toEqual(['9.9 s', '10 s', '59 s', '1 min']);
});

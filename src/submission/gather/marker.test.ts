import { describe, expect, it } from 'vitest';
import { changedMarker, replaceMarker } from './marker.ts';

describe('changedMarker', () => {
	it('keeps the form', () => {
		expect(changedMarker('Calc-2026_x', Math.random)).toMatch(/^[A-Z][a-z]{3}-[0-9]{4}_[a-z]$/);
	});

	it('never gives the old value', () => {
		expect(changedMarker('aA0-', () => 0)).toBe('bB1-');
	});
});

describe('replaceMarker', () => {
	it('replaces every occurrence and no other byte', () => {
		const file = Buffer.concat([Buffer.from('a m-1 b '), Buffer.from([0xff, 0x00]), Buffer.from(' m-1\r\n')]);
		const expected = Buffer.concat([Buffer.from('a $& b '), Buffer.from([0xff, 0x00]), Buffer.from(' $&\r\n')]);
		expect(replaceMarker(file, 'm-1', '$&')).toEqual(expected);
	});

	it('tells that there is none', () => {
		expect(replaceMarker(Buffer.from('package main'), 'm-1', 'x')).toBeUndefined();
	});
});

import { describe, expect, it } from 'vitest';
import { formatsOf } from './formats.ts';
import type { Locale } from './locales.ts';

const day = '2026-11-21T23:30:00.000Z';

describe.each([
	[
		'en',
		['1.10 GB', '1,102,813,148 bytes', '1 byte', '2,130', '9.27', '0.4 s', '2 min 5 s', '99.8', '21 November 2026'],
	],
	[
		'de',
		['1,10 GB', '1.102.813.148 Byte', '1 Byte', '2.130', '9,27', '0,4 s', '2 min 5 s', '99,8', '21. November 2026'],
	],
] as const satisfies readonly (readonly [Locale, readonly string[]])[])('%s', (locale, written) => {
	it('writes numbers its own way', () => {
		const format = formatsOf(locale);
		expect([
			format.bytes(1_102_813_148),
			format.exactBytes(1_102_813_148),
			format.exactBytes(1),
			format.factor(2132),
			format.factor(9.27),
			format.duration(400),
			format.duration(125_000),
			format.tenths(99.81),
			format.date(day),
		]).toEqual(written);
		expect(format.count(1_102_813)).toBe(format.exactBytes(1_102_813).split(' ')[0]);
		expect(format.timeOfDay(day)).toMatch(/^\d\d:\d\d$/);
	});
});

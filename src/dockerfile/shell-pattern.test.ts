import { describe, expect, it } from 'vitest';
import { replacePattern, trimPattern } from './shell-pattern.ts';

describe('trimPattern', () => {
	it.each([
		['*.', 'a.b.c', '#', false, 'b.c'],
		['*.', 'a.b.c', '#', true, 'c'],
		['.*', 'a.b.c', '%', false, 'a.b'],
		['.*', 'a.b.c', '%', true, 'a'],
		['?', 'äb', '#', false, 'b'],
		['??', '😀b', '#', false, ''],
		['x', 'abc', '#', false, 'abc'],
		['*', 'abc', '#', false, 'abc'],
		['*', 'abc', '#', true, ''],
		['\\*', '*a', '#', false, 'a'],
		['a*c', 'abcbc', '#', true, ''],
	] as const)('%s of %s by %s, longest %s, is %j', (pattern, value, side, longest, expected) => {
		expect(trimPattern(pattern, value, side, longest)).toMatchObject({ ok: true, value: expected });
	});

	it('refuses what BuildKit does not know, and what would take too long', () => {
		expect(trimPattern('\\a', 'a', '#', false)).toMatchObject({ ok: false });
		expect(trimPattern('*a'.repeat(1000), 'a'.repeat(1000), '#', true)).toMatchObject({ ok: false });
	});
});

describe('replacePattern', () => {
	it.each([
		['.', 'a.b.c', '-', false, 'a-b.c'],
		['.', 'a.b.c', '-', true, 'a-b-c'],
		['b*', 'abcabc', '', false, 'a'],
		['?b', 'abab', 'x', true, 'xx'],
		['z', 'abc', 'x', true, 'abc'],
		['a', 'aaa', 'aa', true, 'aaaaaa'],
	])('%s in %s by %j, all %s', (pattern, value, replacement, all, expected) => {
		expect(replacePattern(pattern, value, replacement, all)).toMatchObject({ ok: true, value: expected });
	});
});

import { describe, expect, it } from 'vitest';
import { safePath } from './safe-path.ts';

const limits = { depth: 4, pathBytes: 40 };

describe('safePath', () => {
	it.each([
		['a/b', 'a/b'],
		['./a/b', 'a/b'],
		['a//b/', 'a/b'],
		['a/./b', 'a/b'],
		['./', ''],
		['..a/b..', '..a/b..'],
		['Zoë/Prüfung 1.md', 'Zoë/Prüfung 1.md'],
	])('%j is %j', (name, path) => {
		expect(safePath(name, 'x.zip', limits)).toEqual({ ok: true, path });
	});

	it.each([
		['a/b/c/d/e', 'archive-too-deep'],
		['x'.repeat(41), 'archive-path-too-long'],
		['a/..', 'archive-path-escape'],
		['c:x', 'archive-absolute-path'],
		['a\tb', 'archive-bad-name'],
	])('%j is refused', (name, code) => {
		expect(safePath(name, 'x.zip', limits)).toMatchObject({ ok: false, problem: { code } });
	});
});

import { expect, it } from 'vitest';
import { hasShape } from './shape.ts';

it.each([
	['hello', 'hello\n'],
	['a …\n…\nz', 'a b c\n1\n2\n3\nz\n'],
	['first\n…', 'first\n'],
	[
		'REPOSITORY   TAG   SIZE\nmy-app   latest   …',
		'REPOSITORY       TAG       SIZE\nmy-app           latest    1.2GB\n',
	],
	['Created 2 minutes ago in 0.4s', 'Created About an hour ago in 12.7s'],
	['cafe12345678 0B', 'f00dfeed1234 17.3MB'],
	['real    0m0.512s', 'real\t0m10.004s'],
	['at 2026-11-21 10:00:00 +0000 UTC', 'at 2027-01-02 23:59:59 +0000 UTC'],
	['[a.b] (c)', '[a.b] (c)'],
])('%j is the shape of %j', (shown, output) => {
	expect(hasShape(shown, output)).toBe(true);
});

it.each([
	['hello', 'hello, world'],
	['hello', 'hello\nand more'],
	['a\n…\nz', 'a\n1\n2'],
	['exit code 137', 'exit code 0'],
	['two words …', 'two words'],
	['[a.b]', 'axb'],
	['done in 3s', 'done'],
	['', 'something'],
])('%j is not the shape of %j', (shown, output) => {
	expect(hasShape(shown, output)).toBe(false);
});

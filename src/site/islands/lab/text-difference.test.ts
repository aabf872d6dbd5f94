import { expect, it } from 'vitest';
import { difference } from './text-difference.ts';

it.each([
	['FROM a\nRUN b\n', 'FROM a\nRUN c\n'],
	['', 'FROM a\n'],
	['FROM a\n', ''],
	['aa', 'aaa'],
	['aaa', 'aa'],
	['abcabc', 'abc'],
])('turns %j into %j', (before, after) => {
	const change = difference(before, after);
	if (change === undefined) throw new Error('they differ');
	expect(before.slice(0, change.from) + change.insert + before.slice(change.to)).toBe(after);
});

it('leaves alone what is the same', () => {
	expect(difference('FROM a\nRUN b\nCMD c\n', 'FROM a\nRUN x\nCMD c\n')).toEqual({ from: 11, to: 12, insert: 'x' });
	expect(difference('same', 'same')).toBeUndefined();
});

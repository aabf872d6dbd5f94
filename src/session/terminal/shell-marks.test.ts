import { describe, expect, it } from 'vitest';
import { readShellMark } from './shell-marks.ts';

describe('readShellMark', () => {
	it.each([
		['133;A;aid=7-ab', { kind: 'A', aid: '7-ab' }],
		['133;B', { kind: 'B' }],
		['133;C;cmdline=x;aid=7-ab', { kind: 'C', aid: '7-ab' }],
		['133;D;130;aid=7-ab', { kind: 'D', exitCode: 130, aid: '7-ab' }],
		['133;D', { kind: 'D' }],
		['133;D;aid=7-ab', { kind: 'D', aid: '7-ab' }],
		['133;D;-1', { kind: 'D' }],
		['133;A;aid=with space', { kind: 'A' }],
	])('reads %s', (text, mark) => {
		expect(readShellMark(text)).toEqual(mark);
	});

	it.each(['133', '133;', '133;E', '133;AA', '0;title', '1133;A', ''])('takes "%s" for something else', (text) => {
		expect(readShellMark(text)).toBeUndefined();
	});
});

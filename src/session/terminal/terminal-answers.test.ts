import { describe, expect, it } from 'vitest';
import { withoutAnswers } from './terminal-answers.ts';

const filtered = (text: string) => Buffer.from(withoutAnswers(Buffer.from(text))).toString();

describe('withoutAnswers', () => {
	it.each([
		['device attributes', '\x1b[?1;2c'],
		['secondary device attributes', '\x1b[>0;276;0c'],
		['the status', '\x1b[0n'],
		['the position of the cursor', '\x1b[24;80R'],
		['the extended position', '\x1b[?1;12R'],
		['a mode', '\x1b[?2004;1$y'],
		['the size of the window', '\x1b[8;24;80t'],
		['a setting', '\x1bP1$r0m\x1b\\'],
		['a colour', '\x1b]11;rgb:0000/0000/0000\x1b\\'],
		['a colour, ended by BEL', '\x1b]4;1;rgb:ff/00/00\x07'],
	])('takes out %s', (_what, answer) => {
		expect(filtered(answer)).toBe('');
		expect(filtered(`ls${answer}\r`)).toBe('ls\r');
	});

	it.each([
		'plain é 😀\r',
		'\x1b',
		'\x1b[A\x1bOA\x1b[1;5C\x1b[3~\x1bOR',
		'\x1b[200~two\nlines\x1b[201~',
		'\x1b[<0;12;7M\x1b[<0;12;7m\x1b[M !!',
		'\x1b[I\x1b[O',
		'\x1bb\x1bd\x1b\x7f',
	])('leaves what is typed: %j', (typed) => {
		expect(filtered(typed)).toBe(typed);
	});
});

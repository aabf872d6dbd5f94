import { describe, expect, it } from 'vitest';
import { cleanText, LogTail } from './clean-log.ts';

describe('cleanText', () => {
	it.each([
		['\u001b[31mred\u001b[0m', 'red'],
		['\u001b]0;title\u0007text', 'text'],
		['\u001b]8;;http://evil\u001b\\link\u001b]8;;\u001b\\', 'link'],
		['10%\r20%\r30%\ndone', '30%\ndone'],
		['dos\r\nline', 'dos\nline'],
		['bell\u0007 null\u0000 c1\u009b tab\tkept', 'bell null c1 tab\tkept'],
		['abc\u202edcba', 'abcdcba'],
	])('%j becomes %j', (text, expected) => {
		expect(cleanText(text)).toBe(expected);
	});
});

it('takes a line of a megabyte in its stride', () => {
	expect(cleanText('y'.repeat(1024 * 1024))).toHaveLength(1024 * 1024);
});

describe('LogTail', () => {
	it('joins pieces and keeps the last lines', () => {
		const tail = new LogTail(2);
		for (const piece of ['a\nb', 'c\nd\n', 'e']) tail.add(piece, 'stdout');
		expect(tail.lines()).toEqual(['d', 'e']);
	});

	it('keeps lines whole that both streams print at the same time', () => {
		const tail = new LogTail(10);
		tail.add('sh: 1: ', 'stderr');
		tail.add('\n> service@1.0.0 build\n> tsc\n\n', 'stdout');
		tail.add('tsc: not found\n', 'stderr');
		tail.add('on one', 'stdout');
		tail.add('on the other', 'stderr');
		expect(tail.lines()).toEqual([
			...['', '> service@1.0.0 build', '> tsc', '', 'sh: 1: tsc: not found'],
			...['on the other', 'on one'],
		]);
	});

	it('stays small on an endless line', () => {
		const tail = new LogTail(2);
		for (let index = 0; index < 1000; index += 1) tail.add('x'.repeat(10_000), 'stdout');
		expect(tail.lines()[0]?.length).toBeLessThan(1000);
	});
});

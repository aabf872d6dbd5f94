import { describe, expect, it } from 'vitest';
import { hanging, visible } from './plain.ts';

describe('visible', () => {
	it.each([
		['plain text, ümläute, 漢字', 'plain text, ümläute, 漢字'],
		['a\nb', 'a\nb'],
		['a\tb', 'a b'],
		['\u001b[2J', '\\x1b[2J'],
		['a\rb\u0000\u007f\u0085', 'a\\x0db\\x00\\x7f\\x85'],
		['\u202eevil\u2066', '\\u{202e}evil\\u{2066}'],
		['line\u2028end', 'line\\u{2028}end'],
	])('%j is shown as %s', (text, shown) => {
		expect(visible(text)).toBe(shown);
	});
});

describe('hanging', () => {
	it('breaks at spaces and indents', () => {
		expect(hanging('  next  ', 'one two three four five six', 28)).toEqual([
			'  next  one two three four',
			'        five six',
		]);
	});

	it('keeps line ends and cuts long words', () => {
		expect(hanging('', `a\n${'x'.repeat(25)} b`, 20)).toEqual(['a', 'x'.repeat(20), 'xxxxx b']);
	});
});

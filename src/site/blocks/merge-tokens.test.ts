import { describe, expect, it } from 'vitest';
import { mergeTokens } from './merge-tokens.ts';

type Line = Parameters<NonNullable<typeof mergeTokens.line>>[0];

const span = (style: string, value: string): Line['children'][number] => ({
	type: 'element',
	tagName: 'span',
	properties: { style },
	children: [{ type: 'text', value }],
});
const token = (name: string, value: string) => span(`color:var(--astro-code-${name})`, value);

/** Elements as `[class or style, text]`, plain text as itself. */
function written(...children: Line['children']): readonly unknown[] {
	const line: Line = { type: 'element', tagName: 'span', properties: { class: 'line' }, children };
	mergeTokens.line?.call({} as never, line, 1);
	return line.children.map((child) => {
		if (child.type !== 'element') return child.type === 'text' ? child.value : child.type;
		const text = child.children.map((each) => (each.type === 'text' ? each.value : '')).join('');
		return [child.properties['class'] ?? child.properties['style'], text];
	});
}

describe('the tokens of a line', () => {
	it('have a class for their colour, and plain text has no element', () => {
		expect(written(token('token-keyword', 'FROM'), token('foreground', ' golang:1.27'))).toEqual([
			['t-keyword', 'FROM'],
			' golang:1.27',
		]);
	});

	it('of one colour become one, with the white space between them', () => {
		expect(
			written(
				token('token-string', ' build'),
				token('foreground', ' '),
				token('token-string', '-t'),
				token('token-string-expression', '"a"'),
			),
		).toEqual([
			['t-string', ' build -t'],
			['t-string-expression', '"a"'],
		]);
	});

	it('keep a style that says more than a colour', () => {
		const bold = 'color:var(--astro-code-token-keyword);font-weight:bold';
		expect(written(token('foreground', 'a'), span(bold, 'b'), token('foreground', ' '))).toEqual([
			'a',
			[bold, 'b'],
			' ',
		]);
	});
});

/** All that a lesson says, in pieces that a page has to have as they are. */
import { type MdastNode, mdxToMdast } from 'satteri';

/** Questions and titles that components are given; other attributes are ids, paths and patterns. */
const spoken = ['question', 'title'];

/** Spaces and kinds of quotation marks and dashes are the page's own matter. */
export function plainWords(text: string): string {
	return text
		.replace(/[“”„]/g, '"')
		.replace(/[‘’]/g, "'")
		.replace(/[–—]|--+/g, '-')
		.replaceAll('…', '...')
		.replace(/\s+/g, ' ')
		.trim();
}

export function lessonWords(lesson: string): readonly string[] {
	return [...words(mdxToMdast(lesson))].map(plainWords).filter((text) => text !== '');
}

function* words(node: MdastNode): Generator<string> {
	if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code') yield node.value;
	if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') {
		for (const each of node.attributes) {
			const isSpoken = each.type === 'mdxJsxAttribute' && spoken.includes(each.name);
			if (isSpoken && typeof each.value === 'string') yield each.value;
		}
	}
	if ('children' in node) for (const child of node.children) yield* words(child);
}

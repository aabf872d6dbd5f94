/** Building HTML from text. Pure. */
import { visible } from '../plain.ts';

/** A piece of HTML that was built here. A string of a learner is never one. */
export class Markup {
	readonly text: string;

	constructor(text: string) {
		this.text = text;
	}
}

export type Piece = Markup | string | number | undefined | readonly Piece[];

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Template tag: what is put in is text, unless it was built by this tag. Control characters are spelled out. */
export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Markup {
	return new Markup(parts.map((part, index) => part + (index < values.length ? write(values[index]) : '')).join(''));
}

function write(piece: Piece): string {
	if (piece === undefined) return '';
	if (piece instanceof Markup) return piece.text;
	if (typeof piece === 'object') return piece.map(write).join('');
	return visible(String(piece).toWellFormed()).replace(/[&<>"']/gu, (character) => entities[character] ?? character);
}

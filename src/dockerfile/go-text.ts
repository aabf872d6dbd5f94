/**
 * White space as Go sees it. BuildKit's parser is written in Go, whose unicode.IsSpace is not JavaScript's `\s`: it has
 * U+0085 and lacks U+FEFF.
 */

const space = '\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const spacePattern = new RegExp(`^[${space}]$`);
const leadingSpace = new RegExp(`^[${space}]+`);
/** What separates words in most instructions: not every Unicode space, and no line break. */
const wordBreak = /[\t\v\f\r ]+/;

/** unicode.IsSpace for one character. */
export function isSpace(char: string): boolean {
	return spacePattern.test(char);
}

export function trimLeft(text: string): string {
	return text.replace(leadingSpace, '');
}

/** strings.TrimSpace. Walks from the end: a pattern anchored at the end is slow on long runs of blanks. */
export function trim(text: string): string {
	let end = text.length;
	while (end > 0 && isSpace(text.charAt(end - 1))) end--;
	return trimLeft(text.slice(0, end));
}

/** Splits at the first run of blanks; the second part is absent when there is none. */
export function splitOnce(text: string): readonly [string, string?] {
	const found = wordBreak.exec(text);
	if (found === null) return [text];
	return [text.slice(0, found.index), text.slice(found.index + found[0].length)];
}

export function splitWords(text: string): readonly string[] {
	return text.split(wordBreak);
}

/** Comparing what a lesson shows as the output of a command with what came: same lines, other sizes, ids and times. */

/** A line of its own stands for any lines; inside of a line it stands for any words. */
const anything = '…';

/** What differs from one run to the next, and the mark that takes its place. Earlier ones win. */
const varying: readonly (readonly [RegExp, string])[] = [
	[/\bsha256:[0-9a-f]{6,64}\b/g, '<id>'],
	[/\b(?=[a-f]*\d)[0-9a-f]{12,64}\b/g, '<id>'],
	[/\b\d{4}[-/]\d\d[-/]\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[+-]\d{4}(?: [A-Z]+)?|Z)?)?/g, '<time>'],
	[/\b(?:About an?|Less than a|\d+) (?:second|minute|hour|day|week|month|year)s?\b/g, '<duration>'],
	[/\b(?:\d+m)?\d+(?:[.,]\d+)?m?s\b/g, '<duration>'],
	[/\b\d+(?:\.\d+)? ?(?:[kMGT]i?)?B\b/g, '<size>'],
	[/\b\d+(?:\.\d+)? bytes\b/g, '<size>'],
];

function withoutVarying(line: string): string {
	const marked = varying.reduce((text, [pattern, mark]) => text.replace(pattern, mark), line);
	// Columns are as wide as what stands in them.
	return marked.replace(/\s+/g, ' ').trimEnd();
}

function lines(text: string): readonly string[] {
	return text.trimEnd().split('\n').map(withoutVarying);
}

/** A pattern for exactly this text. */
export const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

function linePattern(line: string): string {
	if (line.trim() === anything) return '(?:.*\\n)*';
	return `${line.split(anything).map(literally).join('.+')}\\n`;
}

/** Whether output has the shape that is shown; both as text with `\n`. */
export function hasShape(shown: string, output: string): boolean {
	const pattern = new RegExp(`^${lines(shown).map(linePattern).join('')}$`);
	return pattern.test(`${lines(output).join('\n')}\n`);
}

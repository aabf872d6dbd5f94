/** Making text from learners safe to print, and fitting it to a terminal. */

/**
 * Characters that could move the cursor, recolour the terminal or turn the order of letters around are shown as their
 * code, `\x1b`. Line ends stay.
 */
export function visible(text: string): string {
	return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
		if (character === '\n') return character;
		if (character === '\t') return ' ';
		const code = character.codePointAt(0) ?? 0;
		return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
	});
}

/** Narrowest text column: below it words would be cut up more than read. */
const leastWidth = 20;

/**
 * Breaks text at spaces into lines of at most `columns`, the first after `first`, the others indented to the same
 * column. A word that is longer than a line is cut.
 */
export function hanging(first: string, text: string, columns: number): string[] {
	const width = Math.max(leastWidth, columns - first.length);
	const indent = ' '.repeat(first.length);
	return text
		.split('\n')
		.flatMap((line) => wrap(line, width))
		.map((line, index) => `${index === 0 ? first : indent}${line}`.trimEnd());
}

function wrap(text: string, width: number): string[] {
	const lines: string[] = [''];
	for (const word of text.split(' ').flatMap((one) => cut(one, width))) {
		const last = lines.at(-1) ?? '';
		if (last === '') lines[lines.length - 1] = word;
		else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	return lines;
}

function cut(word: string, width: number): string[] {
	if (word.length <= width) return [word];
	return [word.slice(0, width), ...cut(word.slice(width), width)];
}

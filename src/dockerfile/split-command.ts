/** Cuts a joined line into keyword, flags and arguments (BuildKit: parser/split_command.go). */
import type { Flag } from './analysis.ts';
import { splitOnce, trim } from './go-text.ts';

/** Flags are cut byte by byte in BuildKit, so only the blanks of ASCII end them. */
const blank = /^[\t\n\v\f\r ]$/;

/** The parts of one joined line. */
export interface CommandParts {
	/** As written. */
	readonly keyword: string;
	readonly flags: readonly Flag[];
	/** What follows the flags, blanks around it removed. */
	readonly rest: string;
}

/** Splits `RUN --mount=type=cache,target=/x go build` into `RUN`, one flag and `go build`. */
export function splitCommand(line: string, escapeChar: string): CommandParts {
	const [keyword, after] = splitOnce(trim(line));
	if (after === undefined) return { keyword, flags: [], rest: '' };
	const { words, end } = readFlags(after, escapeChar);
	return { keyword, flags: words.map(toFlag), rest: trim(after.slice(end)) };
}

function toFlag(word: string): Flag {
	const equals = word.indexOf('=');
	if (equals === -1) return { name: word.slice(2), value: '', bare: true };
	return { name: word.slice(2, equals), value: word.slice(equals + 1), bare: false };
}

/** Words that start with `--`, quotes and escapes removed; a lone `--` ends them. */
function readFlags(text: string, escapeChar: string): { readonly words: readonly string[]; readonly end: number } {
	const words: string[] = [];
	let at = 0;
	for (;;) {
		while (at < text.length && blank.test(text.charAt(at))) at++;
		if (!text.startsWith('--', at)) return { words, end: at };
		const { word, end } = readWord(text, at, escapeChar);
		at = end;
		if (word === '--') return { words, end };
		words.push(word);
	}
}

function readWord(text: string, start: number, escapeChar: string): { readonly word: string; readonly end: number } {
	let word = '';
	let quote = '';
	let at = start;
	for (; at < text.length; at++) {
		const char = text.charAt(at);
		if (quote === '' && blank.test(char)) break;
		if (char === quote) quote = '';
		else if (quote === '' && (char === "'" || char === '"')) quote = char;
		else if (char === escapeChar) word += text.charAt(++at);
		else word += char;
	}
	return { word, end: Math.min(at, text.length) };
}

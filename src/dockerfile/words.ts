/** Words with quotes kept, and `name=value` pairs (BuildKit: parseWords, parseNameVal in parser/line_parsers.go). */
import { isSpace, splitOnce } from './go-text.ts';

/** One pair of ENV or LABEL, before substitution. */
export interface NameValue {
	readonly name: string;
	readonly value: string;
}

/** The pairs of a line, or the word that is none. */
export type NameValues =
	| { readonly ok: true; readonly pairs: readonly NameValue[] }
	| { readonly ok: false; readonly word: string };

/** Splits at blanks outside quotes; quotes and escapes stay in the words, for the substitution that follows. */
export function quotedWords(text: string, escapeChar: string): readonly string[] {
	const words: string[] = [];
	let at = 0;
	while (at < text.length) {
		if (isSpace(text.charAt(at))) {
			at++;
			continue;
		}
		const { word, end } = readWord(text, at, escapeChar);
		if (word !== '') words.push(word);
		at = end;
	}
	return words;
}

function readWord(text: string, start: number, escapeChar: string): { readonly word: string; readonly end: number } {
	let word = '';
	let quote = '';
	let at = start;
	for (; at < text.length; at++) {
		const char = text.charAt(at);
		if (quote === '' && isSpace(char)) break;
		// Nothing can be escaped in single quotes; an escape at the very end of the line is dropped.
		if (char === escapeChar && quote !== "'") {
			if (at + 1 < text.length) word += char + text.charAt(++at);
			continue;
		}
		if (char === quote) quote = '';
		else if (quote === '' && (char === "'" || char === '"')) quote = char;
		word += char;
	}
	return { word, end: at };
}

/** Reads `NAME=value …` or the old form `NAME value`, in which the value is the rest of the line. */
export function nameValues(rest: string, escapeChar: string): NameValues {
	const words = quotedWords(rest, escapeChar);
	const first = words[0];
	if (first === undefined) return { ok: true, pairs: [] };
	if (!first.includes('=')) {
		const [name, value] = splitOnce(rest);
		return value === undefined ? { ok: false, word: first } : { ok: true, pairs: [{ name, value }] };
	}
	const pairs: NameValue[] = [];
	for (const word of words) {
		const equals = word.indexOf('=');
		if (equals === -1) return { ok: false, word };
		pairs.push({ name: word.slice(0, equals), value: word.slice(equals + 1) });
	}
	return { ok: true, pairs };
}

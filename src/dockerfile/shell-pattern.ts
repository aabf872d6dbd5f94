/**
 * The patterns of `${name#pattern}`, `${name%pattern}` and `${name/pattern/text}`: `*` and `?`, no brackets.
 *
 * Matched by positions that can be reached instead of by a regular expression: JavaScript's engine goes back and forth, and
 * a hostile pattern with many stars would hold it for minutes.
 */

type Token = { readonly kind: 'star' } | { readonly kind: 'any' } | { readonly kind: 'char'; readonly char: string };

/** Steps that one substitution may take; a real one needs some hundreds. */
const maxSteps = 200_000;

/** What became of the value, or why it could not be done. */
export type PatternResult =
	| { readonly ok: true; readonly value: string; readonly steps: number }
	| { readonly ok: false; readonly problem: string; readonly steps: number };

/** Removes what matches at the start (`#`) or at the end (`%`); `longest` for the doubled operator. */
export function trimPattern(pattern: string, value: string, side: '#' | '%', longest: boolean): PatternResult {
	const tokens = parsePattern(pattern);
	if (typeof tokens === 'string') return { ok: false, problem: tokens, steps: 0 };
	const chars = [...value];
	const steps = tokens.length * chars.length;
	if (steps > maxSteps) return tooMuch;
	const ordered = side === '%' ? chars.toReversed() : chars;
	const ends = matchEnds(side === '%' ? tokens.toReversed() : tokens, ordered, 0);
	if (ends === undefined) return { ok: true, value, steps };
	const kept = ordered.slice(longest ? ends.longest : ends.shortest);
	return { ok: true, value: (side === '%' ? kept.toReversed() : kept).join(''), steps };
}

/** Replaces the first match, or all of them; a star takes as much as it can. */
export function replacePattern(pattern: string, value: string, replacement: string, all: boolean): PatternResult {
	const tokens = parsePattern(pattern);
	if (typeof tokens === 'string') return { ok: false, problem: tokens, steps: 0 };
	const chars = [...value];
	const steps = tokens.length * chars.length * chars.length;
	if (steps > maxSteps) return tooMuch;
	let out = '';
	let at = 0;
	while (at < chars.length) {
		const end = matchEnds(tokens, chars, at)?.longest;
		if (end === undefined) out += chars[at++];
		else {
			out += replacement;
			if (end === at) out += chars[at++];
			else at = end;
			if (!all) return { ok: true, value: out + chars.slice(at).join(''), steps };
		}
	}
	return { ok: true, value: out, steps };
}

const tooMuch: PatternResult = { ok: false, problem: 'the pattern is too long', steps: 0 };

function parsePattern(pattern: string): readonly Token[] | string {
	const tokens: Token[] = [];
	const chars = [...pattern];
	for (let i = 0; i < chars.length; i++) {
		const char = chars[i] ?? '';
		if (char === '*') tokens.push({ kind: 'star' });
		else if (char === '?') tokens.push({ kind: 'any' });
		else if (char === '\\') {
			const next = chars[++i] ?? '';
			if (!/^[*?\\}/]$/.test(next)) return `invalid escape \\${next} in the pattern`;
			tokens.push({ kind: 'char', char: next });
		} else tokens.push({ kind: 'char', char });
	}
	return tokens;
}

/** Where a match from `start` may end. The positions stay ascending and unique, so the ends are the first and the last. */
function matchEnds(tokens: readonly Token[], chars: readonly string[], start: number) {
	let reached = [start];
	for (const token of tokens) {
		const first = reached[0];
		if (first === undefined) return undefined;
		if (token.kind === 'star') reached = Array.from({ length: chars.length - first + 1 }, (_, i) => first + i);
		else
			reached = reached
				.filter((i) => i < chars.length && (token.kind === 'any' || chars[i] === token.char))
				.map((i) => i + 1);
	}
	const shortest = reached[0];
	const longest = reached.at(-1);
	return shortest === undefined || longest === undefined ? undefined : { shortest, longest };
}

/**
 * Patterns of `.dockerignore`, matched in time proportional to pattern times path. The engine's own matcher makes them
 * regular expressions for Go, which never backtracks; JavaScript's does, and `**\/**\/**\/…` from a learner's file would
 * stop the grader. Tokens as in https://github.com/moby/patternmatcher/blob/v0.6.0/patternmatcher.go `compile`.
 */

type Token =
	| { readonly kind: 'one'; readonly matches: (char: string) => boolean }
	/** `*`: any number of characters of one name. */
	| { readonly kind: 'name' }
	/** `**` at the end: anything. */
	| { readonly kind: 'rest' }
	/** `**` before more: nothing, or anything up to a slash. */
	| { readonly kind: 'folders' };

export type Glob = readonly Token[];

/** A pattern that Docker refuses too. */
export class BadPattern extends Error {
	override readonly name = 'BadPattern';

	constructor(pattern: string) {
		super(`syntax error in pattern: ${pattern}`);
	}
}

const notSlash = (char: string) => char !== '/';

/** Takes a pattern apart. Throws BadPattern for an open bracket or a backslash at the end. */
export function parseGlob(pattern: string): Glob {
	const chars = Array.from(pattern);
	const tokens: Token[] = [];
	let at = 0;
	while (at < chars.length) {
		const char = chars[at];
		if (char === '*' && chars[at + 1] === '*') {
			// "**/" means the same as "**".
			at += chars[at + 2] === '/' ? 3 : 2;
			tokens.push({ kind: at < chars.length ? 'folders' : 'rest' });
		} else if (char === '*') {
			at += 1;
			tokens.push({ kind: 'name' });
		} else if (char === '?') {
			at += 1;
			tokens.push({ kind: 'one', matches: notSlash });
		} else if (char === '[') {
			const set = parseSet(chars, at + 1, pattern);
			at = set.end;
			tokens.push({ kind: 'one', matches: set.matches });
		} else {
			const literal = parseLiteral(chars, at, pattern);
			at = literal.end;
			tokens.push({ kind: 'one', matches: (other) => other === literal.char });
		}
	}
	return tokens;
}

function parseLiteral(chars: readonly string[], at: number, pattern: string): { char: string; end: number } {
	const escaped = chars[at] === '\\';
	const char = chars[escaped ? at + 1 : at];
	if (char === undefined) {
		throw new BadPattern(pattern);
	}
	return { char, end: at + (escaped ? 2 : 1) };
}

/** A set such as `[a-z]` or `[^a]`; grammar of https://pkg.go.dev/path/filepath#Match. */
function parseSet(chars: readonly string[], from: number, pattern: string) {
	const negated = chars[from] === '^';
	const ranges: (readonly [number, number])[] = [];
	let at = negated ? from + 1 : from;
	const bound = (): number => {
		if (ranges.length === 0 && chars[at] === ']') {
			throw new BadPattern(pattern);
		}
		const { char, end } = chars[at] === '-' ? parseLiteral([], 0, pattern) : parseLiteral(chars, at, pattern);
		at = end;
		return char.codePointAt(0) ?? 0;
	};
	do {
		const low = bound();
		if (chars[at] === '-') {
			at += 1;
			ranges.push([low, bound()]);
		} else {
			ranges.push([low, low]);
		}
	} while (chars[at] !== ']');
	const matches = (char: string) => {
		const code = char.codePointAt(0) ?? 0;
		return ranges.some(([low, high]) => low <= code && code <= high) !== negated;
	};
	return { matches, end: at + 1 };
}

/** Whether the whole path matches. */
export function matchGlob(glob: Glob, path: string): boolean {
	const chars = Array.from(path);
	// reachable[i]: the tokens so far can have used up the first i characters.
	let reachable = new Uint8Array(chars.length + 1);
	reachable[0] = 1;
	for (const token of glob) {
		reachable = step(token, chars, reachable);
	}
	return reachable[chars.length] === 1;
}

/** One loop for each kind: this is what a hostile `.dockerignore` keeps busy. */
function step(token: Token, chars: readonly string[], before: Uint8Array): Uint8Array<ArrayBuffer> {
	const after = new Uint8Array(before.length);
	switch (token.kind) {
		case 'one':
			for (let index = 1; index < before.length; index++) {
				if (before[index - 1] === 1 && token.matches(chars[index - 1] ?? '')) after[index] = 1;
			}
			break;
		case 'name':
			for (let index = 0, open = false; index < before.length; index++) {
				open = before[index] === 1 || (open && chars[index - 1] !== '/');
				if (open) after[index] = 1;
			}
			break;
		case 'rest':
			if (before.includes(1)) after.fill(1, before.indexOf(1));
			break;
		case 'folders':
			for (let index = 0, open = false; index < before.length; index++) {
				const here = before[index] === 1;
				if (here || (open && chars[index - 1] === '/')) after[index] = 1;
				open ||= here;
			}
			break;
	}
	return after;
}

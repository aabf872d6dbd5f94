/**
 * One pattern of a `.dockerignore`, matched in a time that no pattern can blow up.
 *
 * The rules are those of github.com/moby/patternmatcher: `*` and `?` stay inside a folder, `**` crosses them, `[a-z]` is a
 * class, `\` takes the next character as it is. The libraries for it turn a pattern into a backtracking RegExp, where
 * `*a*a*a*a*a*b` of a hostile submission holds the process for hours; here all positions are followed at once.
 */

type Token =
	| { readonly kind: 'literal'; readonly character: string }
	| { readonly kind: 'class'; readonly matches: (character: string) => boolean }
	/** `?` */
	| { readonly kind: 'one' }
	/** `*` */
	| { readonly kind: 'star' }
	/** `**` at the end. */
	| { readonly kind: 'rest' }
	/** `**` and a slash: nothing, or folders with their slash. Always followed by `inside`. */
	| { readonly kind: 'folders' }
	| { readonly kind: 'inside' };

export interface IgnorePattern {
	readonly tokens: readonly Token[];
	/** `!pattern`: takes back what earlier patterns left out. */
	readonly exception: boolean;
}

/** Patterns of an ignore file, in order. Lines that are empty or comments are none. */
export function parseIgnore(text: string): readonly IgnorePattern[] {
	return text
		.replace(/^\uFEFF/, '')
		.split(/\r?\n/)
		.filter((line) => !line.startsWith('#'))
		.map((line) => line.trim())
		.filter((line) => line !== '' && line !== '!')
		.map((line) => {
			const exception = line.startsWith('!');
			return { exception, tokens: tokenise(cleanPath(exception ? line.slice(1).trim() : line)) };
		});
}

/** As Go's filepath.Clean, and relative. */
function cleanPath(path: string): string {
	const parts: string[] = [];
	for (const part of path.split('/')) {
		if (part === '' || part === '.') continue;
		if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
		else parts.push(part);
	}
	return parts.join('/');
}

function tokenise(pattern: string): Token[] {
	const tokens: Token[] = [];
	let at = 0;
	while (at < pattern.length) {
		const character = pattern[at] ?? '';
		at += 1;
		if (character === '*' && pattern[at] === '*') {
			at += pattern[at + 1] === '/' ? 2 : 1;
			if (at >= pattern.length) tokens.push({ kind: 'rest' });
			else tokens.push({ kind: 'folders' }, { kind: 'inside' });
		} else if (character === '*') tokens.push({ kind: 'star' });
		else if (character === '?') tokens.push({ kind: 'one' });
		else if (character === '[') {
			const end = pattern.indexOf(']', at + 1);
			if (end === -1) tokens.push({ kind: 'literal', character });
			else {
				tokens.push({ kind: 'class', matches: characterClass(pattern.slice(at, end)) });
				at = end + 1;
			}
		} else if (character === '\\' && at < pattern.length) {
			tokens.push({ kind: 'literal', character: pattern[at] ?? '' });
			at += 1;
		} else tokens.push({ kind: 'literal', character });
	}
	return tokens;
}

function characterClass(body: string): (character: string) => boolean {
	const negated = body.startsWith('^');
	const characters = negated ? body.slice(1) : body;
	const ranges: [string, string][] = [];
	for (let at = 0; at < characters.length; at += 1) {
		const low = characters[at] ?? '';
		const isRange = characters[at + 1] === '-' && at + 2 < characters.length;
		ranges.push([low, isRange ? (characters[at + 2] ?? '') : low]);
		if (isRange) at += 2;
	}
	return (character) => ranges.some(([low, high]) => low <= character && character <= high) !== negated;
}

/** Positions that are active at once, each once. A mark holds the number of the character at which it was set. */
class Positions {
	list: number[] = [];
	readonly #marks: Int32Array;
	readonly #tokens: readonly Token[];

	constructor(tokens: readonly Token[]) {
		this.#tokens = tokens;
		this.#marks = new Int32Array(tokens.length + 1).fill(-1);
	}

	/** Adds a position, and those that are reached from it without a character. */
	enter(at: number, round: number): void {
		if (this.#marks[at] === round) return;
		this.#marks[at] = round;
		this.list.push(at);
		const kind = this.#tokens[at]?.kind;
		if (kind === 'star' || kind === 'rest') this.enter(at + 1, round);
		if (kind === 'folders') {
			this.enter(at + 1, round);
			this.enter(at + 2, round);
		}
	}
}

/**
 * True when the whole path fits. `onStep` is told how many positions were looked at: together at most pattern length times
 * path length.
 */
export function fitsPattern({ tokens }: IgnorePattern, path: string, onStep: (steps: number) => void): boolean {
	const positions = new Positions(tokens);
	positions.enter(0, 0);
	let round = 0;
	for (const character of path) {
		const active = positions.list;
		onStep(active.length);
		positions.list = [];
		round += 1;
		for (const at of active) step(positions, at, round, character, tokens[at]);
		if (positions.list.length === 0) return false;
	}
	return positions.list.includes(tokens.length);
}

function step(next: Positions, at: number, round: number, character: string, token: Token | undefined): void {
	if (token === undefined || token.kind === 'folders') return;
	if (token.kind === 'inside') {
		next.enter(at, round);
		if (character === '/') next.enter(at + 1, round);
	} else if (token.kind === 'rest' || (token.kind === 'star' && character !== '/')) next.enter(at, round);
	else if (token.kind === 'one' && character !== '/') next.enter(at + 1, round);
	else if (token.kind === 'class' && token.matches(character)) next.enter(at + 1, round);
	else if (token.kind === 'literal' && token.character === character) next.enter(at + 1, round);
}

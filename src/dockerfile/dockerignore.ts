/** `.dockerignore` as github.com/moby/patternmatcher reads it. Only parsing: whether a path is covered is asked elsewhere. */

/** One pattern. */
export interface IgnorePattern {
	/** Cleaned as Docker does: no leading `/`, no `./`, no final `/`, the `!` taken off. */
	readonly pattern: string;
	/** `!pattern`: an exception to the patterns above it. */
	readonly negated: boolean;
	readonly line: number;
}

export interface IgnoreProblem {
	readonly line: number;
	/** `error`: Docker refuses the file and every build with it. */
	readonly severity: 'error' | 'warning';
	readonly code:
		| 'bad-pattern'
		| 'indented-comment'
		| 'trailing-comment'
		| 'outside-context'
		| 'useless-exception'
		| 'too-large';
	readonly message: string;
	readonly hint: string;
}

export interface DockerignoreAnalysis {
	readonly patterns: readonly IgnorePattern[];
	readonly problems: readonly IgnoreProblem[];
}

/** Patterns that are read. Real files have some dozens. */
const maxPatterns = 10_000;

/** Never throws, for any text. */
export function parseDockerignore(text: string): DockerignoreAnalysis {
	const patterns: IgnorePattern[] = [];
	const problems: IgnoreProblem[] = [];
	const lines = text.replace(/^\ufeff/, '').split('\n');
	for (const [index, raw] of lines.entries()) {
		const written = raw.trim();
		if (raw.startsWith('#') || written === '') continue;
		const line = index + 1;
		if (patterns.length >= maxPatterns) {
			problems.push(tooMany(line));
			break;
		}
		const negated = written.startsWith('!');
		const pattern = cleanPattern(negated ? written.slice(1).trim() : written);
		const found = findProblem(written, pattern, negated, line, patterns);
		if (found !== undefined) problems.push(found);
		if (found?.severity !== 'error') patterns.push({ pattern, negated, line });
	}
	return { patterns, problems };
}

/** Go's filepath.Clean, and the leading `/` off: `./dist/` gives `dist`. */
function cleanPattern(pattern: string): string {
	if (pattern === '') return '';
	const parts: string[] = [];
	for (const part of pattern.split('/')) {
		if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
		else if (part === '..' && pattern.startsWith('/')) continue;
		else if (part !== '' && part !== '.') parts.push(part);
	}
	return parts.length > 0 ? parts.join('/') : pattern.startsWith('/') ? '/' : '.';
}

function findProblem(
	written: string,
	pattern: string,
	negated: boolean,
	line: number,
	above: readonly IgnorePattern[],
): IgnoreProblem | undefined {
	const warn = (code: IgnoreProblem['code'], message: string, hint: string): IgnoreProblem => ({
		line,
		severity: 'warning',
		code,
		message,
		hint,
	});
	if (pattern === '')
		return { ...warn('bad-pattern', 'A ! stands alone.', 'Write the path behind it: !dist'), severity: 'error' };
	if (!isPattern(pattern)) {
		const hint = 'Close every [ with a ], and put no backslash at the end.';
		return { ...warn('bad-pattern', `"${written}" is not a pattern.`, hint), severity: 'error' };
	}
	if (written.startsWith('#'))
		return warn(
			'indented-comment',
			'A # counts as a comment only at the very start of a line.',
			'Remove the blanks before the #.',
		);
	if (/\s#/.test(written))
		return warn(
			'trailing-comment',
			`The text after # in "${written}" belongs to the pattern.`,
			'Move the comment to a line of its own.',
		);
	if (pattern === '..' || pattern.startsWith('../'))
		return warn(
			'outside-context',
			`"${written}" lies outside the build context and matches nothing.`,
			'Write the path from the folder of the build.',
		);
	if (negated && above.length === 0)
		return warn(
			'useless-exception',
			`"${written}" is an exception, but nothing is excluded above it.`,
			`Put the pattern that it is an exception to above it, for example *`,
		);
	return undefined;
}

/** The syntax of Go's filepath.Match: brackets closed and not empty, an escape before another character. */
function isPattern(pattern: string): boolean {
	const chars = [...pattern];
	for (let i = 0; i < chars.length; i++) {
		if (chars[i] === '\\') {
			if (++i >= chars.length) return false;
		} else if (chars[i] === '[') {
			const end = bracketEnd(chars, i + 1);
			if (end === undefined) return false;
			i = end;
		}
	}
	return true;
}

function bracketEnd(chars: readonly string[], start: number): number | undefined {
	let i = chars[start] === '^' ? start + 1 : start;
	for (let count = 0; i < chars.length; count++, i++) {
		if (chars[i] === ']' && count > 0) return i;
		if (chars[i] === '-' || chars[i] === ']') return undefined;
		if (chars[i] === '\\') i++;
		if (chars[i + 1] !== '-') continue;
		i += 2;
		if (chars[i] === undefined || chars[i] === '-' || chars[i] === ']') return undefined;
		if (chars[i] === '\\') i++;
	}
	return undefined;
}

function tooMany(line: number): IgnoreProblem {
	return {
		line,
		severity: 'error',
		code: 'too-large',
		message: `The file has more than ${maxPatterns} patterns.`,
		hint: 'Exclude whole folders instead of single files.',
	};
}

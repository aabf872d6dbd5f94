/** Which files the build cannot see, by `.dockerignore`. They need not be copied, so they count against no limit of the context. */
import { posix } from 'node:path';
import { BadPattern } from '#engine/buildkit/glob.ts';
import { type MatchState, PatternMatcher } from '#engine/buildkit/pattern-matcher.ts';
import type { SubmissionProblem } from '#grade/evidence.ts';
import { collectProblems } from './problems.ts';

/**
 * Characters of patterns times characters of paths, at worst two seconds. Ten patterns with wildcards over 5,000
 * paths of 50 characters need a tenth of it.
 */
const maxWork = 200_000_000;

/** An ignore file that cannot be used. */
export class IgnoreRefused extends Error {
	readonly problem: SubmissionProblem;

	constructor(problem: SubmissionProblem) {
		super(problem.message);
		this.problem = problem;
	}
}

export interface IgnoreFilter {
	/** True when the build does not see the path. Throws `IgnoreRefused` when it takes too long. */
	leavesOut(path: string): boolean;
	/** True when nothing below a folder that is left out can be seen either, so that it need not be opened. */
	readonly prunes: boolean;
}

/** The filter of one ignore file. `file` names it in problems. Throws `IgnoreRefused` for a pattern that Docker refuses. */
export function ignoreFilter(text: string, file = '.dockerignore'): IgnoreFilter {
	const lines = ignoreLines(text);
	const matcher = compile(lines, file);
	const wildcardLength = lines.filter((line) => /[*?[\\]/.test(line)).reduce((sum, line) => sum + line.length, 0);
	const folders = new Map<string, MatchState>();
	let work = 0;
	const judge = (path: string): { readonly matched: boolean; readonly state: MatchState } => {
		work += wildcardLength * path.length;
		if (work > maxWork) throw new IgnoreRefused(collectProblems.ignoreTooComplex(file));
		const slash = path.lastIndexOf('/');
		return matcher.match(path, slash === -1 ? undefined : ofFolder(path.slice(0, slash)));
	};
	const ofFolder = (path: string): MatchState => {
		const state = folders.get(path) ?? judge(path).state;
		folders.set(path, state);
		return state;
	};
	return { leavesOut: (path) => judge(path).matched, prunes: lines.every((line) => !line.startsWith('!')) };
}

/** As https://github.com/moby/patternmatcher/blob/v0.6.0/ignorefile/ignorefile.go `ReadAll`. */
function ignoreLines(text: string): readonly string[] {
	return text
		.replace(/^\uFEFF/, '')
		.split('\n')
		.filter((line) => !line.startsWith('#'))
		.map((line) => line.trim())
		.filter((line) => line !== '')
		.map((line) => {
			const exception = line.startsWith('!') ? '!' : '';
			const pattern = line.slice(exception.length).trim();
			const clean = pattern === '' ? '' : posix.normalize(pattern).replace(/(?<=.)\/$/, '');
			return exception + (clean.length > 1 ? clean.replace(/^\//, '') : clean);
		});
}

function compile(lines: readonly string[], file: string): PatternMatcher {
	try {
		return new PatternMatcher(lines);
	} catch (error) {
		if (error instanceof BadPattern) throw new IgnoreRefused(collectProblems.badIgnore(file, error.message));
		throw error;
	}
}

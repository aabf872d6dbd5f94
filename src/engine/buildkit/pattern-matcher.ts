import { type IgnorePattern, matchesPattern, parsePattern } from './ignore-pattern.ts';

/** For each pattern, whether it matched a path: what the path's contents are judged with. */
export type MatchState = readonly boolean[];

/**
 * A list of patterns with Docker's meaning: the last one that matches counts, and what matches a folder matches all in
 * it. https://github.com/moby/patternmatcher/blob/v0.6.0/patternmatcher.go `MatchesUsingParentResults`
 */
export class PatternMatcher {
	readonly #patterns: readonly IgnorePattern[];

	/** @throws BadPattern */
	constructor(patterns: readonly string[]) {
		this.#patterns = patterns.map(parsePattern).filter((pattern) => pattern !== undefined);
	}

	/**
	 * Judges one path.
	 *
	 * @param parent the state of the folder that the path is in; undefined at the top.
	 */
	match(path: string, parent?: MatchState): { readonly matched: boolean; readonly state: MatchState } {
		let matched = false;
		const state = this.#patterns.map((pattern, index) => {
			if (parent?.[index]) {
				matched = !pattern.exception;
				return true;
			}
			// A pattern that cannot change the outcome is not looked at, and then does not count for the contents either.
			if (pattern.exception !== matched || !matchesPattern(pattern, path)) {
				return false;
			}
			matched = !pattern.exception;
			return true;
		});
		return { matched, state };
	}
}

import { describe, expect, it } from 'vitest';
import { type MatchState, PatternMatcher } from './pattern-matcher.ts';

/** Judges a path as a walk does: folder by folder. */
function ignored(patterns: readonly string[], path: string): boolean {
	const matcher = new PatternMatcher(patterns);
	let state: MatchState | undefined;
	let matched = false;
	const parts = path.split('/');
	for (let length = 1; length <= parts.length; length++) {
		({ matched, state } = matcher.match(parts.slice(0, length).join('/'), state));
	}
	return matched;
}

describe('PatternMatcher', () => {
	it.each([
		['*', 'a.go', true],
		['*.go', 'a.go', true],
		['*.go', 'src/a.go', false],
		['**/*.go', 'a.go', true],
		['**/*.go', 'src/deep/a.go', true],
		['**', 'src/a', true],
		['**/', 'src/a', true],
		['docs', 'docs/deep/README.md', true],
		['docs/', 'docs/README.md', true],
		['./docs/../docs', 'docs/README.md', true],
		['docs/**', 'docs', false],
		['docs/**', 'docs/a/b', true],
		['a**/*.txt', 'a/b/c/d.txt', true],
		['a/*.txt', 'a/b/d.txt', false],
		['**file', 'my-file', true],
		['**/file', 'my-file', false],
		['**/.git', '.git', true],
		['**/.git', 'x.git', false],
		['abc?def', 'abcZdef', true],
		['abc?def', 'abc/def', false],
		['a?b', 'a☺b', true],
		['a[b-d]e', 'ace', true],
		['a[^b-d]e', 'ace', false],
		['a[^b-d]e', 'aze', true],
		['[a-ζ]*', 'α', true],
		['a\\*b', 'a*b', true],
		['a\\*b', 'axb', false],
		['a(b)c', 'a(b)c', true],
		['a(b)*', 'a(b)c', true],
		['dist/*.whl', 'dist/p-2.4.0rc3.dev36+g08acad9-py3-none-any.whl', true],
		['a.|)$(}+{bc', 'a.|)$(}+{bc', true],
		['abc.def', 'abcZdef', false],
		['README.md', 'readme.md', false],
		['  spaced  ', 'spaced', true],
	])('%s on %s', (pattern, path, expected) => {
		expect(ignored([pattern], path)).toBe(expected);
	});

	it.each([
		[['docs', '!docs/README.md'], 'docs/README.md', false],
		[['docs', '!docs/README.md'], 'docs/other.md', true],
		[['*.go', '!main.go'], 'main.go', false],
		[['!main.go', '*.go'], 'main.go', true],
		[['**', '!util/docker/web'], 'util/docker/web/foo', false],
		[['**', '!util/docker/web', 'util/docker/web/foo'], 'util/docker/web/foo', true],
		[['**/ab', '!A'], 'A/ab', true],
	])('the last of %j counts for %s', (patterns, path, expected) => {
		expect(ignored(patterns, path)).toBe(expected);
	});

	it.each(['[', '[a', '[]', '[a-', '[-a]', 'a\\', '!'])('refuses %s', (pattern) => {
		expect(() => new PatternMatcher([pattern])).toThrow(/syntax error in pattern/);
	});

	it('is not stopped by patterns that make a regular expression run for ever', () => {
		const path = `${'a/'.repeat(500)}b`;
		expect(ignored([`${'**/'.repeat(40)}${'*a*'.repeat(40)}c`], path)).toBe(false);
	});
});

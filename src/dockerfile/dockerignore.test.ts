import { describe, expect, it } from 'vitest';
import { parseDockerignore } from './dockerignore.ts';

describe('parseDockerignore', () => {
	it('cleans patterns as Docker does', () => {
		const text = '\ufeff# comment\r\n\r\n  node_modules/ \r\n/dist\n./a/../b\n!b/keep.txt\n**/*.md\n! spaced\n/\n.\n';
		expect(parseDockerignore(text)).toEqual({
			patterns: [
				{ pattern: 'node_modules', negated: false, line: 3 },
				{ pattern: 'dist', negated: false, line: 4 },
				{ pattern: 'b', negated: false, line: 5 },
				{ pattern: 'b/keep.txt', negated: true, line: 6 },
				{ pattern: '**/*.md', negated: false, line: 7 },
				{ pattern: 'spaced', negated: true, line: 8 },
				{ pattern: '/', negated: false, line: 9 },
				{ pattern: '.', negated: false, line: 10 },
			],
			problems: [],
		});
	});

	it('says what is wrong, on which line, and what to do', () => {
		const text = '!only\n!\n[a-\n[]\n[^]a]\nx\\\n \t# indented\nnode_modules # deps\n../secret\n';
		const shown = parseDockerignore(text).problems.map(
			({ line, severity, code, message, hint }) => `${line} ${severity} ${code}: ${message} ${hint}`,
		);
		expect(shown).toMatchInlineSnapshot(`
			[
			  "1 warning useless-exception: "!only" is an exception, but nothing is excluded above it. Put the pattern that it is an exception to above it, for example *",
			  "2 error bad-pattern: A ! stands alone. Write the path behind it: !dist",
			  "3 error bad-pattern: "[a-" is not a pattern. Close every [ with a ], and put no backslash at the end.",
			  "4 error bad-pattern: "[]" is not a pattern. Close every [ with a ], and put no backslash at the end.",
			  "5 error bad-pattern: "[^]a]" is not a pattern. Close every [ with a ], and put no backslash at the end.",
			  "6 error bad-pattern: "x\\" is not a pattern. Close every [ with a ], and put no backslash at the end.",
			  "7 warning indented-comment: A # counts as a comment only at the very start of a line. Remove the blanks before the #.",
			  "8 warning trailing-comment: The text after # in "node_modules # deps" belongs to the pattern. Move the comment to a line of its own.",
			  "9 warning outside-context: "../secret" lies outside the build context and matches nothing. Write the path from the folder of the build.",
			]
		`);
	});

	it.each(['[abc]', '[a-z]x', '[^a]', '\\[', '\\\\[a]', 'a\\*b', '[\\]]', '[a-\\]]'])(
		'takes the pattern %s',
		(pattern) => {
			expect(parseDockerignore(pattern).problems).toEqual([]);
		},
	);

	it.each(['[', '[]', '[]a', '[a', '[a-]', '[-a]', 'a\\', '[\\', '\\\\['])('refuses the pattern %s', (pattern) => {
		expect(parseDockerignore(pattern).problems).toMatchObject([{ severity: 'error', code: 'bad-pattern' }]);
	});

	it('bounds the number of patterns', () => {
		const { patterns, problems } = parseDockerignore('a\n'.repeat(20_000));
		expect(patterns).toHaveLength(10_000);
		expect(problems).toMatchObject([{ code: 'too-large', line: 10_001 }]);
	});

	it('never throws', () => {
		for (const text of ['', '\0', '\ud800', '['.repeat(50_000), '../'.repeat(50_000), '!'.repeat(1000)])
			expect(() => parseDockerignore(text)).not.toThrow();
	});
});

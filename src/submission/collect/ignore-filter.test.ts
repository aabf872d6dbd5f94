import { describe, expect, it } from 'vitest';
import { IgnoreRefused, ignoreFilter } from './ignore-filter.ts';

describe('ignoreFilter', () => {
	it.each([
		// From the rules of github.com/moby/patternmatcher.
		['node_modules', 'node_modules', true],
		['node_modules', 'node_modules/left-pad/index.js', true],
		['node_modules', 'app/node_modules', false],
		['/node_modules/', 'node_modules/x', true],
		['**/node_modules', 'a/b/node_modules/x', true],
		['**/node_modules', 'node_modules', true],
		['*.log', 'a.log', true],
		['*.log', 'dir/a.log', false],
		['**/*.log', 'dir/a.log', true],
		['dir/**', 'dir/a/b', true],
		['dir/**', 'dir', false],
		['**a', 'ba', true],
		['dir/**/z', 'dir/z', true],
		['dir/**/z', 'dir/x/y/z', true],
		['dir/**/z', 'dir/xz', false],
		['**a', 'b/a', true],
		['?.txt', 'a.txt', true],
		['?.txt', 'ab.txt', false],
		['[a-c].txt', 'b.txt', true],
		['[^a-c].txt', 'b.txt', false],
		['\\*.txt', '*.txt', true],
		['\\*.txt', 'a.txt', false],
		['*', 'anything', true],
		['./a/../b', 'b', true],
		['# a', '# a', false],
		['  b  ', 'b', true],
		['*\n!keep', 'keep', false],
		['*\n!keep\nkeep', 'keep', true],
		['*\n!src/*.go', 'src/a.go', false],
		['A', 'a', false],
	])('%j on %j gives %s', (text, path, expected) => {
		expect(ignoreFilter(text).leavesOut(path)).toBe(expected);
	});

	it('refuses patterns and names made to take for ever', () => {
		const filter = ignoreFilter(`${'**a'.repeat(300)}b\n`.repeat(20));
		expect(() => {
			for (let index = 0; index < 1000; index += 1) filter.leavesOut('a'.repeat(1000));
		}).toThrow(IgnoreRefused);
	});

	it.each(['[a', '!', 'a\\'])('refuses the pattern %j, as Docker does', (pattern) => {
		expect(() => ignoreFilter(pattern)).toThrow(IgnoreRefused);
	});

	it('prunes folders only without exceptions', () => {
		expect(ignoreFilter('node_modules').prunes).toBe(true);
		expect(ignoreFilter('node_modules\n!node_modules/keep').prunes).toBe(false);
	});
});

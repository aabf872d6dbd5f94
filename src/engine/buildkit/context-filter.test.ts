import { describe, expect, it } from 'vitest';
import { memoryContext } from '../client/memory-context.ts';
import type { ContextEntry } from '../engine.ts';
import { type ContextSelection, selectEntries } from './context-filter.ts';
import { sortEntries } from './path-order.ts';

async function tree(files: readonly string[], links: Readonly<Record<string, string>> = {}): Promise<ContextEntry[]> {
	const entries = await memoryContext(Object.fromEntries(files.map((path) => [path, path]))).entries();
	const modifiedAt = new Date(0);
	const symlinks = Object.entries(links).map(
		([path, linkTarget]): ContextEntry => ({ path, kind: 'symlink', mode: 0o777, size: 0, modifiedAt, linkTarget }),
	);
	return sortEntries([...entries, ...symlinks]);
}

function paths(entries: readonly ContextEntry[], selection: Partial<ContextSelection>): string[] {
	const chosen = selectEntries(entries, { include: [], exclude: [], follow: [], ...selection });
	return chosen.map((entry) => entry.path);
}

describe('selectEntries', () => {
	it('gives everything for no patterns, folders in front of what is in them', async () => {
		const entries = await tree(['b/c.txt', 'b.txt', 'a.txt', 'b-c.txt']);
		expect(paths(entries, {})).toEqual(['a.txt', 'b', 'b/c.txt', 'b-c.txt', 'b.txt']);
	});

	it('leaves out what is excluded, and keeps the folders of exceptions', async () => {
		const entries = await tree(['src/a/x.go', 'src/a/y.go', 'src/b/z.go', 'top.txt']);
		expect(paths(entries, { exclude: ['src'] })).toEqual(['top.txt']);
		expect(paths(entries, { exclude: ['src', '!src/a/x.go'] })).toEqual(['src', 'src/a', 'src/a/x.go', 'top.txt']);
		expect(paths(entries, { exclude: ['**', '!**/*.go'] })).toEqual([
			'src',
			'src/a',
			'src/a/x.go',
			'src/a/y.go',
			'src/b',
			'src/b/z.go',
		]);
	});

	it('gives only what is followed, with folders and the targets of links', async () => {
		const entries = await tree(['real/deep/file', 'real/other', 'unused'], {
			'link-to-folder': 'real',
			'real/deep/up': '../../unused',
			outside: '/../../etc/passwd',
		});
		expect(paths(entries, { follow: ['real/deep'] })).toEqual(['real', 'real/deep', 'real/deep/file', 'real/deep/up']);
		expect(paths(entries, { follow: ['real/deep/up'] })).toEqual(['real', 'real/deep', 'real/deep/up', 'unused']);
		expect(paths(entries, { follow: ['link-to-folder/other'] })).toEqual(['link-to-folder', 'real', 'real/other']);
		expect(paths(entries, { follow: ['/real/../unused'] })).toEqual(['unused']);
		expect(paths(entries, { follow: ['outside'] })).toEqual(['outside']);
		expect(paths(entries, { follow: ['nowhere'] })).toEqual([]);
		expect(paths(entries, { follow: ['l*'] })).toEqual([
			'link-to-folder',
			'real',
			'real/deep',
			'real/deep/file',
			'real/deep/up',
			'real/other',
		]);
	});

	it('takes the whole context when one of the paths is it, and ends in circles of links', async () => {
		const entries = await tree(['a', 'b'], { one: 'two', two: 'one', top: '.' });
		expect(paths(entries, { follow: ['a', '.'] })).toHaveLength(5);
		expect(paths(entries, { follow: ['top'] })).toHaveLength(5);
		expect(paths(entries, { follow: ['one/x'] })).toEqual(['one', 'two']);
	});

	it('applies excludes to what is followed', async () => {
		const entries = await tree(['src/a', 'src/b']);
		expect(paths(entries, { follow: ['src'], exclude: ['src/a'] })).toEqual(['src', 'src/b']);
	});
});

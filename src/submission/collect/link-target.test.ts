import { describe, expect, it } from 'vitest';
import type { ContextEntry } from '#engine/engine.ts';
import { resolvePath } from './link-target.ts';

function tree(paths: Readonly<Record<string, string>>): ReadonlyMap<string, ContextEntry> {
	const modifiedAt = new Date(0);
	return new Map(
		Object.entries(paths).map(([path, target]) => [
			path,
			target === ''
				? { path, kind: 'file', mode: 0o644, size: 0, modifiedAt }
				: target === '/dir'
					? { path, kind: 'directory', mode: 0o755, size: 0, modifiedAt }
					: { path, kind: 'symlink', mode: 0o777, size: 0, modifiedAt, linkTarget: target },
		]),
	);
}

describe('resolvePath', () => {
	it.each([
		['a file', { a: '' }, 'a', { kind: 'inside', path: 'a' }],
		['a link beside', { a: 'b', b: '' }, 'a', { kind: 'inside', path: 'b' }],
		['up and down', { d: '/dir', 'd/a': '../b', b: '' }, 'd/a', { kind: 'inside', path: 'b' }],
		['absolute', { a: '/etc/passwd' }, 'a', { kind: 'outside' }],
		['one up too far', { a: '../b' }, 'a', { kind: 'outside' }],
		[
			'up through a folder link that lies less deep than it looks',
			{ d: '/dir', 'd/e': '/dir', 'd/e/l': '../../x', x: '/dir', a: 'd/e/l/../../y' },
			'a',
			{ kind: 'outside' },
		],
		['a loop', { a: 'b', b: 'a' }, 'a', { kind: 'nothing' }],
		['nothing there', { a: 'b' }, 'a', { kind: 'nothing' }],
		['through a missing folder and out', { a: 'no/../../x' }, 'a', { kind: 'outside' }],
	])('%s', (_, paths, path, expected) => {
		expect(resolvePath(path, tree(paths))).toEqual(expected);
	});
});

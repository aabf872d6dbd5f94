import { expect, it } from 'vitest';
import { layerPath, parseWhiteout } from './layer-path.ts';

it.each([
	['etc/passwd', 'etc/passwd'],
	['./etc/passwd', 'etc/passwd'],
	['/etc//passwd/', 'etc/passwd'],
	['a/../b/./c', 'b/c'],
	['./', ''],
	['.hidden/..data/...', '.hidden/..data/...'],
])('%j is %j', (name, path) => {
	expect(layerPath(name)).toEqual({ path, leavesRoot: false });
});

it.each([
	['../etc/passwd', 'etc/passwd'],
	['a/../../b', 'b'],
])('%j leaves the root and is held there', (name, path) => {
	expect(layerPath(name)).toEqual({ path, leavesRoot: true });
});

it.each([
	['a/.wh.b', { path: 'a/b', opaque: false }],
	['.wh.b', { path: 'b', opaque: false }],
	['a/.wh..wh..opq', { path: 'a', opaque: true }],
	['.wh..wh..opq', { path: '', opaque: true }],
	['.wh..wh.plnk', 'ignored'],
	['a.wh.b', undefined],
	['.wh.dir/file', undefined],
])('%j removes %j', (path, expected) => {
	expect(parseWhiteout(path)).toEqual(expected);
});

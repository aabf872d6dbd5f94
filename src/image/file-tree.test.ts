import { describe, expect, it } from 'vitest';
import type { FileEntry, Whiteout } from './analysis.ts';
import { FileTree } from './file-tree.ts';

interface Step {
	readonly entries?: readonly (Partial<FileEntry> & { readonly path: string })[];
	readonly whiteouts?: readonly Whiteout[];
}

/** A tree of layers. A file has 10 bytes unless it says otherwise; its checksum is that of its size. */
function stack(...steps: readonly Step[]) {
	const tree = new FileTree();
	const changes = steps.map(({ entries = [], whiteouts = [] }, layer) =>
		tree.apply(
			layer,
			entries.map(
				(entry): FileEntry => ({
					type: 'file',
					size: 10,
					mode: 0o644,
					uid: 0,
					gid: 0,
					layer,
					crc32: entry.size ?? 10,
					...entry,
				}),
			),
			whiteouts,
		),
	);
	return {
		changes,
		paths: tree.files().map(({ path, layer }) => `${path}@${layer}`),
		dead: tree.dead().map(({ path, size, layer, hiddenBy, cause }) => `${path} ${size} ${layer}>${hiddenBy} ${cause}`),
	};
}

const folder = (path: string) => ({ path, type: 'directory', size: 0 }) as const;

it('merges directories and sorts by path', () => {
	const { paths, dead, changes } = stack(
		{ entries: [folder('b'), { path: 'b/2' }, { path: 'a' }] },
		{ entries: [folder('b'), { path: 'b/1' }] },
	);
	expect(paths).toEqual(['a@0', 'b@1', 'b/1@1', 'b/2@0']);
	expect(dead).toEqual([]);
	expect(changes).toEqual([
		{ added: 2, modified: 0, removed: 0 },
		{ added: 1, modified: 0, removed: 0 },
	]);
});

describe('dead weight', () => {
	it.each<[string, Step, string[], string[]]>([
		['a changed file', { entries: [{ path: 'd/f', size: 7 }] }, ['d@0', 'd/f@1', 'd/g@0'], ['d/f 10 0>1 overwritten']],
		[
			'a file with another mode',
			{ entries: [{ path: 'd/f', mode: 0o755 }] },
			['d@0', 'd/f@1', 'd/g@0'],
			['d/f 10 0>1 copied'],
		],
		['a deleted file', { whiteouts: [{ path: 'd/f', opaque: false }] }, ['d@0', 'd/g@0'], ['d/f 10 0>1 deleted']],
		[
			'a deleted directory',
			{ whiteouts: [{ path: 'd', opaque: false }] },
			[],
			['d/f 10 0>1 deleted', 'd/g 10 0>1 deleted'],
		],
		[
			'an opaque directory',
			{ entries: [folder('d'), { path: 'd/new' }], whiteouts: [{ path: 'd', opaque: true }] },
			['d@1', 'd/new@1'],
			['d/f 10 0>1 deleted', 'd/g 10 0>1 deleted'],
		],
		[
			'a directory that becomes a link',
			{ entries: [{ path: 'd', type: 'symlink', size: 0, linkTarget: 'x' }] },
			['d@1'],
			['d/f 10 0>1 replaced', 'd/g 10 0>1 replaced'],
		],
		[
			'a file that becomes a directory',
			{ entries: [folder('d/f'), { path: 'd/f/x' }] },
			['d@0', 'd/f@1', 'd/f/x@1', 'd/g@0'],
			['d/f 10 0>1 replaced'],
		],
		['a whiteout of nothing', { whiteouts: [{ path: 'no/such', opaque: false }] }, ['d@0', 'd/f@0', 'd/g@0'], []],
	])('%s', (_name, step, paths, dead) => {
		const result = stack({ entries: [folder('d'), { path: 'd/f' }, { path: 'd/g' }] }, step);
		expect(result.paths).toEqual(paths);
		expect(result.dead).toEqual(dead);
	});

	it('counts what a layer adds, changes and removes', () => {
		const { changes } = stack(
			{ entries: [folder('d'), { path: 'd/f' }, { path: 'd/g' }, { path: 'h' }] },
			{ entries: [{ path: 'h', size: 1 }, { path: 'new' }], whiteouts: [{ path: 'd', opaque: false }] },
		);
		expect(changes[1]).toEqual({ added: 1, modified: 1, removed: 2 });
	});

	it('counts a whiteout against lower layers only, wherever it stands', () => {
		const { paths, dead } = stack(
			{ entries: [{ path: 'f' }] },
			{ entries: [{ path: 'f', size: 3 }], whiteouts: [{ path: 'f', opaque: false }] },
		);
		expect(paths).toEqual(['f@1']);
		expect(dead).toEqual(['f 10 0>1 deleted']);
	});

	it('keeps bytes alive while a hard link to them is left', () => {
		const linked = { entries: [{ path: 'f' }, { path: 'l', type: 'hardlink', size: 0, linkTarget: 'f' } as const] };
		const removed = (path: string) => ({ whiteouts: [{ path, opaque: false }] });
		expect(stack(linked, removed('f')).dead).toEqual([]);
		expect(stack(linked, removed('l')).dead).toEqual([]);
		expect(stack(linked, removed('f'), removed('l')).dead).toEqual(['f 10 0>2 deleted']);
	});

	it('lists the largest first, and no empty files', () => {
		const entries = [
			{ path: 'a', size: 1 },
			{ path: 'b', size: 5 },
			{ path: 'c', size: 0 },
		];
		const whiteouts = entries.map(({ path }) => ({ path, opaque: false }));
		expect(stack({ entries }, { whiteouts }).dead).toEqual(['b 5 0>1 deleted', 'a 1 0>1 deleted']);
	});

	it('counts a path that one layer has twice', () => {
		expect(
			stack({
				entries: [
					{ path: 'f', size: 4 },
					{ path: 'f', size: 6 },
				],
			}).dead,
		).toEqual(['f 4 0>0 overwritten']);
	});
});

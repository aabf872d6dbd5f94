/** Scanned layers, stacked: what the final tree is, what each layer brought, and what of it is hidden. */
import type {
	FileEntry,
	FoundSecret,
	FoundTool,
	HistoryEntry,
	ImageAnalysis,
	LayerAnalysis,
	LayerOddity,
} from './analysis.ts';
import { FileTree, type LayerChange } from './file-tree.ts';
import type { LayerBlob } from './layer-blob.ts';
import { placeEntries } from './layer-scan.ts';
import { maxOddities } from './limits.ts';
import { pipFolder } from './tools/detect-tools.ts';

/** A layer at its place in the image. */
export interface PlacedLayer {
	readonly blob: string;
	readonly diffId: string;
	readonly history: HistoryEntry | undefined;
	readonly content: LayerBlob;
}

export type StackedLayers = Pick<
	ImageAnalysis,
	'layers' | 'files' | 'hidden' | 'deadBytes' | 'tools' | 'secrets' | 'setIdFiles' | 'oddities'
>;

const setUid = 0o4000;
const setGid = 0o2000;

/** A layer with its entries in the tree. */
interface AppliedLayer {
	readonly content: LayerBlob;
	readonly entries: readonly FileEntry[];
	readonly change: LayerChange;
}

export function stackLayers(placed: readonly PlacedLayer[]): StackedLayers {
	const tree = new FileTree();
	const applied = placed.map(({ content }, layer): AppliedLayer => {
		const entries = placeEntries(content.entries, layer);
		return { content, entries, change: tree.apply(layer, entries, content.whiteouts) };
	});
	const hidden = tree.dead();
	const deadByLayer = sumByLayer(hidden);
	const files = tree.files();
	return {
		layers: placed.map((layer, index) => toLayer(layer, index, applied[index]?.change, deadByLayer.get(index) ?? 0)),
		files,
		hidden,
		deadBytes: hidden.reduce((sum, { size }) => sum + size, 0),
		tools: [...applied.flatMap((layer) => findTools(layer, tree)), ...findPip(files)].sort(byPath),
		secrets: applied.flatMap((layer) => findSecrets(layer, tree)).sort(byPath),
		setIdFiles: files.filter(({ type, mode }) => type !== 'directory' && (mode & (setUid | setGid)) !== 0),
		oddities: listOddities(placed),
	};
}

function toLayer(
	{ blob, diffId, history, content }: PlacedLayer,
	index: number,
	change: LayerChange | undefined,
	deadBytes: number,
): LayerAnalysis {
	return {
		index,
		diffId,
		blob,
		compression: content.compression,
		...(history === undefined ? {} : { history }),
		unpackedBytes: content.unpackedBytes,
		...(content.transferBytes === undefined ? {} : { transferBytes: content.transferBytes }),
		symlinkBytes: content.symlinkBytes,
		fileCount: content.entries.filter(({ type }) => type !== 'directory').length,
		filesAdded: change?.added ?? 0,
		filesModified: change?.modified ?? 0,
		filesRemoved: change?.removed ?? 0,
		deadBytes,
		whiteouts: content.whiteouts,
	};
}

/** Tools that are still seen. */
function findTools({ content, entries }: AppliedLayer, tree: FileTree): readonly FoundTool[] {
	return [...content.tools].flatMap(([index, { tools, size }]) => {
		const file = entries[index];
		if (file === undefined || tree.hiddenBy(file) !== undefined) return [];
		const { path, layer } = file;
		return tools.map(({ category, name }) => ({ category, name, path, layer, size }));
	});
}

/** The package of pip, which works without its script: `python -m pip`. */
function findPip(files: readonly FileEntry[]): readonly FoundTool[] {
	return files.flatMap(({ path: file, layer, size }) => {
		const path = pipFolder(file);
		return path === undefined ? [] : [{ category: 'package-manager', name: 'pip', path, layer, size }];
	});
}

function findSecrets({ content, entries }: AppliedLayer, tree: FileTree): readonly FoundSecret[] {
	return [...content.secrets].flatMap(([index, { rule, evidence }]) => {
		const file = entries[index];
		if (file === undefined) return [];
		const hiddenBy = tree.hiddenBy(file);
		const path = rule === 'git-directory' ? file.path.replace(/\/HEAD$/, '') : file.path;
		return [{ rule, path, layer: file.layer, evidence, ...(hiddenBy === undefined ? {} : { hiddenBy }) }];
	});
}

function listOddities(placed: readonly PlacedLayer[]): readonly LayerOddity[] {
	return placed
		.flatMap(({ content }, layer) => content.oddities.map((oddity) => ({ layer, ...oddity })))
		.slice(0, maxOddities);
}

function sumByLayer(hidden: readonly { readonly layer: number; readonly size: number }[]): ReadonlyMap<number, number> {
	const sums = new Map<number, number>();
	for (const { layer, size } of hidden) sums.set(layer, (sums.get(layer) ?? 0) + size);
	return sums;
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
	return a.path < b.path ? -1 : Number(a.path > b.path);
}

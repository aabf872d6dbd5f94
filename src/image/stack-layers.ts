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
import type { ScannedEntry } from './layer-scan.ts';
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

export function stackLayers(placed: readonly PlacedLayer[]): StackedLayers {
	const tree = new FileTree();
	const applied = placed.map(({ content }, layer) => ({
		content,
		...tree.apply(layer, content.entries, content.whiteouts),
	}));
	const hidden = tree.dead();
	const seen = (file: FileEntry) => tree.hiddenBy(file) === undefined;
	const deadByLayer = sumByLayer(hidden);
	const files = tree.files();
	return {
		layers: placed.map((layer, index) => toLayer(layer, index, applied[index]?.change, deadByLayer.get(index) ?? 0)),
		files,
		hidden,
		deadBytes: hidden.reduce((sum, { size }) => sum + size, 0),
		tools: applied.flatMap(({ content, files }) => findTools(content.entries, files, seen)).sort(byPath),
		secrets: applied.flatMap(({ content, files }) => findSecrets(content.entries, files, tree)).sort(byPath),
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
		fileCount: content.entries.filter(({ file }) => file.type !== 'directory').length,
		filesAdded: change?.added ?? 0,
		filesModified: change?.modified ?? 0,
		filesRemoved: change?.removed ?? 0,
		deadBytes,
		whiteouts: content.whiteouts,
	};
}

/** Tools among the entries of one layer that are still seen; a hard link is what its target is. */
function findTools(
	entries: readonly ScannedEntry[],
	files: readonly FileEntry[],
	seen: (file: FileEntry) => boolean,
): readonly FoundTool[] {
	const found: FoundTool[] = [];
	const toolsAt = new Map<string, ScannedEntry>();
	for (const [index, entry] of entries.entries()) {
		const file = files[index];
		if (file === undefined) continue;
		const source = entry.file.type === 'hardlink' ? toolsAt.get(entry.file.linkTarget ?? '') : entry;
		if (source !== undefined && source.tools.length > 0) toolsAt.set(file.path, source);
		if (!seen(file)) continue;
		const { path, layer } = file;
		const { size } = source?.file ?? file;
		for (const tool of source?.tools ?? []) found.push({ ...tool, path, layer, size });
		const pip = pipFolder(path);
		if (pip !== undefined) found.push({ category: 'package-manager', name: 'pip', path: pip, layer, size: file.size });
	}
	return found;
}

function findSecrets(
	entries: readonly ScannedEntry[],
	files: readonly FileEntry[],
	tree: FileTree,
): readonly FoundSecret[] {
	return entries.flatMap(({ secret }, index) => {
		const file = files[index];
		if (secret === undefined || file === undefined) return [];
		const hiddenBy = tree.hiddenBy(file);
		const path = secret.rule === 'git-directory' ? file.path.replace(/\/HEAD$/, '') : file.path;
		return [{ ...secret, path, layer: file.layer, ...(hiddenBy === undefined ? {} : { hiddenBy }) }];
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

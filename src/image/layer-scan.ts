/** One layer's tar, read as it passes: its entries, whiteouts and sums. Nothing here knows the other layers. */
import type { FileEntry, Whiteout } from './analysis.ts';
import type { Budget } from './budget.ts';
import type { ByteReader } from './byte-reader.ts';
import type { FileFacts, FileScanner } from './file-scan.ts';
import { layerPath, parseWhiteout } from './layer-path.ts';
import { maxOddities } from './limits.ts';
import type { SecretMatch } from './secrets.ts';
import { type TarEntry, walkTar } from './tar-walk.ts';
import type { DetectedTool } from './tools/detect-tools.ts';

/** Tools of one entry, with the bytes of the program (a hard link has none of its own). */
export interface EntryTools {
	readonly tools: readonly DetectedTool[];
	readonly size: number;
}

export interface LayerScan {
	/** In the order of the tar. Their layer number is not known yet: `placeEntries` sets it. */
	readonly entries: readonly FileEntry[];
	/** By index in `entries`. */
	readonly tools: ReadonlyMap<number, EntryTools>;
	readonly secrets: ReadonlyMap<number, SecretMatch>;
	readonly whiteouts: readonly Whiteout[];
	readonly unpackedBytes: number;
	readonly symlinkBytes: number;
	/** What the scan took from the budget besides the bytes of the tar. */
	readonly spent: { readonly entries: number; readonly nameBytes: number };
	readonly oddities: readonly { readonly path: string; readonly problem: string }[];
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

const unplaced = -1;

/** Reads a layer to its end mark. Throws `image-archive-invalid` for a damaged one or one beyond the budget. */
export async function scanLayer(reader: ByteReader, scanner: FileScanner, budget: Budget): Promise<LayerScan> {
	const entries: FileEntry[] = [];
	const tools = new Map<number, EntryTools>();
	const secrets = new Map<number, SecretMatch>();
	const whiteouts: Whiteout[] = [];
	const oddities: { path: string; problem: string }[] = [];
	let unpackedBytes = 0;
	let symlinkBytes = 0;
	const spent = { entries: 0, nameBytes: 0 };
	for await (const entry of walkTar(reader)) {
		const nameBytes = entry.name.length + entry.linkName.length;
		budget.spendEntries(1, nameBytes);
		spent.entries += 1;
		spent.nameBytes += nameBytes;
		unpackedBytes += entry.size;
		if (entry.type === 'symlink') symlinkBytes += Buffer.byteLength(entry.linkName);
		const { path, leavesRoot } = layerPath(entry.name);
		if (leavesRoot && oddities.length < maxOddities) oddities.push({ path: entry.name, problem: 'leaves the root' });
		const whiteout = parseWhiteout(path);
		if (whiteout !== undefined) {
			if (whiteout !== 'ignored') whiteouts.push(whiteout);
			continue;
		}
		const facts = entry.type === 'file' ? await scanner.scan(reader, path, entry.size, entry.mode) : undefined;
		if (path === '') continue;
		if (facts && facts.tools.length > 0) tools.set(entries.length, { tools: facts.tools, size: entry.size });
		if (facts?.secret) secrets.set(entries.length, facts.secret);
		entries.push(toFileEntry(entry, path, facts));
	}
	resolveHardLinks(entries, tools);
	return { entries, tools, secrets, whiteouts, unpackedBytes, symlinkBytes, spent, oddities };
}

/**
 * The entries with their layer's number. A layer that stands elsewhere too, in this image or in another one, gets new
 * ones; else the scanned ones are used, since a copy of each would be most of the memory of an analysis.
 */
export function placeEntries(entries: readonly FileEntry[], layer: number): readonly FileEntry[] {
	const placed = entries[0]?.layer ?? unplaced;
	if (placed === layer) return entries;
	if (placed !== unplaced) return entries.map((entry) => ({ ...entry, layer }));
	for (const entry of entries as readonly Writable<FileEntry>[]) entry.layer = layer;
	return entries;
}

function toFileEntry(entry: TarEntry, path: string, facts: FileFacts | undefined): FileEntry {
	const { type, size, mode, uid, gid } = entry;
	return {
		path,
		type,
		size,
		mode,
		uid,
		gid,
		layer: unplaced,
		...(type === 'symlink' ? { linkTarget: entry.linkName } : {}),
		...(type === 'hardlink' ? { linkTarget: layerPath(entry.linkName).path } : {}),
		...(facts === undefined ? {} : { crc32: facts.crc32 }),
		...(facts?.content === undefined ? {} : { content: facts.content }),
	};
}

/** A hard link is what its target is. Targets come first in a tar. */
function resolveHardLinks(entries: FileEntry[], tools: Map<number, EntryTools>): void {
	if (!entries.some(({ type }) => type === 'hardlink')) return;
	const indexes = new Map<string, number>();
	for (const [index, entry] of entries.entries()) {
		const target = entry.type === 'hardlink' ? indexes.get(entry.linkTarget ?? '') : undefined;
		indexes.set(entry.path, index);
		if (target === undefined) continue;
		const content = entries[target]?.content;
		if (content !== undefined) entries[index] = { ...entry, content };
		const found = tools.get(target);
		if (found !== undefined) tools.set(index, found);
	}
}

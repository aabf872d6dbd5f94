/**
 * Stacks layers into the file tree that a container sees, and notes what each layer hides of the ones below
 * (OCI image specification, "Applying Changesets").
 */
import type { FileEntry, HiddenFile, Whiteout } from './analysis.ts';
import { archiveInvalid } from './archive-error.ts';
import type { ScannedEntry } from './layer-scan.ts';
import { maxTreeNodes } from './limits.ts';

interface Node {
	live?: Live;
	/** Absent until there is one: most nodes are files. */
	children?: Map<string, Node>;
}

/** An entry that is in the tree, with the bytes that it shares with its hard links. */
interface Live {
	readonly file: FileEntry;
	readonly bytes?: SharedBytes;
}

/** The bytes of one file in one layer. They are dead once no name of them is left. */
interface SharedBytes {
	readonly file: FileEntry;
	names: number;
}

export interface LayerChange {
	added: number;
	modified: number;
	removed: number;
}

type Cause = HiddenFile['cause'];

export class FileTree {
	readonly #root: Node = {};
	readonly #dead: HiddenFile[] = [];
	readonly #hiddenBy = new Map<FileEntry, number>();
	#nodes = 0;

	/** Puts a layer on top. Gives its entries with the layer's number and how many names it changed. */
	apply(
		layer: number,
		entries: readonly ScannedEntry[],
		whiteouts: readonly Whiteout[],
	): { readonly files: readonly FileEntry[]; readonly change: LayerChange } {
		const change: LayerChange = { added: 0, modified: 0, removed: 0 };
		// Whiteouts hide what lower layers have, wherever they stand in their own layer.
		for (const whiteout of whiteouts) change.removed += this.#whiteOut(whiteout, layer);
		const sharedBytes = new Map<string, SharedBytes>();
		const files = entries.map(({ file }) => this.#add(file, layer, sharedBytes, change));
		return { files, change };
	}

	/** What a container sees, sorted by path. */
	files(): readonly FileEntry[] {
		const files: FileEntry[] = [];
		visit(this.#root, (node) => {
			if (node.live) files.push(node.live.file);
		});
		return files.sort(byPath);
	}

	/** Bytes that no container sees, the largest first. */
	dead(): readonly HiddenFile[] {
		return this.#dead.toSorted((a, b) => b.size - a.size || byPath(a, b));
	}

	/** The layer that hides an entry, or undefined while it is seen. */
	hiddenBy(file: FileEntry): number | undefined {
		return this.#hiddenBy.get(file);
	}

	#add(
		scanned: Omit<FileEntry, 'layer'>,
		layer: number,
		sharedBytes: Map<string, SharedBytes>,
		change: LayerChange,
	): FileEntry {
		const target = scanned.type === 'hardlink' ? sharedBytes.get(scanned.linkTarget ?? '') : undefined;
		const content = target?.file.content;
		const file: FileEntry = { ...scanned, layer, ...(content === undefined ? {} : { content }) };
		const node = this.#nodeAt(file.path);
		const below = node.live;
		if (file.type !== 'directory') {
			if (below === undefined || below.file.type === 'directory') change.added += 1;
			else change.modified += 1;
		}
		this.#makeRoom(node, file, layer);
		const bytes = file.type === 'file' ? { file, names: 0 } : target;
		if (bytes) {
			bytes.names += 1;
			sharedBytes.set(file.path, bytes);
		}
		node.live = { file, ...(bytes === undefined ? {} : { bytes }) };
		return file;
	}

	/** Hides what is at the place of a new entry. Directories are merged, all else is replaced. */
	#makeRoom(node: Node, file: FileEntry, layer: number): void {
		const below = node.live;
		if (file.type === 'directory') {
			if (below && below.file.type !== 'directory') this.#hide(below, layer, 'replaced');
			return;
		}
		for (const child of childrenOf(node)) this.#hideAll(child, layer, 'replaced');
		delete node.children;
		if (below) this.#hide(below, layer, isSameContent(below.file, file) ? 'copied' : 'overwritten');
	}

	#whiteOut({ path, opaque }: Whiteout, layer: number): number {
		const node = this.#find(path);
		if (node === undefined) return 0;
		let removed = 0;
		for (const child of childrenOf(node)) removed += this.#hideAll(child, layer, 'deleted');
		delete node.children;
		if (!opaque && node.live) {
			if (node.live.file.type !== 'directory') removed += 1;
			this.#hide(node.live, layer, 'deleted');
			delete node.live;
		}
		return removed;
	}

	/** Hides a whole subtree; gives how many names in it were no directories. */
	#hideAll(top: Node, layer: number, cause: Cause): number {
		let names = 0;
		visit(top, ({ live }) => {
			if (live === undefined) return;
			if (live.file.type !== 'directory') names += 1;
			this.#hide(live, layer, cause);
		});
		return names;
	}

	#hide({ file, bytes }: Live, layer: number, cause: Cause): void {
		this.#hiddenBy.set(file, layer);
		if (bytes === undefined) return;
		bytes.names -= 1;
		if (bytes.names > 0 || bytes.file.size === 0) return;
		const { path, size } = bytes.file;
		this.#dead.push({ path, size, layer: bytes.file.layer, hiddenBy: layer, cause });
	}

	#nodeAt(path: string): Node {
		let node = this.#root;
		for (const name of path.split('/')) {
			node.children ??= new Map();
			let child = node.children.get(name);
			if (child === undefined) {
				child = this.#newNode();
				node.children.set(name, child);
			}
			node = child;
		}
		return node;
	}

	#newNode(): Node {
		this.#nodes += 1;
		if (this.#nodes > maxTreeNodes)
			throw archiveInvalid(
				`The image's file tree has more than ${maxTreeNodes} files and directories, which is the limit.`,
			);
		return {};
	}

	#find(path: string): Node | undefined {
		let node: Node | undefined = this.#root;
		if (path !== '') for (const name of path.split('/')) node = node?.children?.get(name);
		return node;
	}
}

function childrenOf(node: Node): Iterable<Node> {
	return node.children?.values() ?? [];
}

/** A copy with another mode, owner or time brings the same bytes again. */
function isSameContent(below: FileEntry, above: FileEntry): boolean {
	return below.type === 'file' && above.type === 'file' && below.size === above.size && below.crc32 === above.crc32;
}

/** Every node of a subtree, without recursion: paths of a hostile archive may be 2,000 levels deep. */
function visit(top: Node, see: (node: Node) => void): void {
	const open = [top];
	for (let node = open.pop(); node !== undefined; node = open.pop()) {
		see(node);
		for (const child of childrenOf(node)) open.push(child);
	}
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
	return a.path < b.path ? -1 : Number(a.path > b.path);
}

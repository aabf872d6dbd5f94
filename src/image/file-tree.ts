/**
 * Stacks layers into the file tree that a container sees, and notes what each layer hides of the ones below
 * (OCI image specification, "Applying Changesets").
 */
import type { FileEntry, HiddenFile, Whiteout } from './analysis.ts';
import { archiveInvalid } from './archive-error.ts';
import { maxTreeNodes } from './limits.ts';

interface Node {
	file?: FileEntry;
	/** Absent until there is one: most nodes are files. */
	children?: Map<string, Node>;
}

/** The names that share the bytes of one file. The bytes are dead once none is left. */
interface LinkedNames {
	readonly file: FileEntry;
	left: number;
}

/** How many names a layer changed, directories not counted. */
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
	readonly #linked = new Map<FileEntry, LinkedNames>();
	#nodes = 0;

	/** Puts a layer on top, whose number its entries carry. */
	apply(layer: number, entries: readonly FileEntry[], whiteouts: readonly Whiteout[]): LayerChange {
		const change: LayerChange = { added: 0, modified: 0, removed: 0 };
		// Whiteouts hide what lower layers have, wherever they stand in their own layer.
		for (const whiteout of whiteouts) change.removed += this.#whiteOut(whiteout, layer);
		for (const entry of entries) this.#add(entry, change);
		return change;
	}

	/** What a container sees, sorted by path. */
	files(): readonly FileEntry[] {
		const files: FileEntry[] = [];
		visit(this.#root, ({ file }) => {
			if (file) files.push(file);
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

	#add(file: FileEntry, change: LayerChange): void {
		const node = this.#nodeAt(file.path);
		if (file.type !== 'directory') {
			if (node.file === undefined || node.file.type === 'directory') change.added += 1;
			else change.modified += 1;
		}
		this.#makeRoom(node, file);
		if (file.type === 'hardlink') this.#link(file);
		node.file = file;
	}

	#link(link: FileEntry): void {
		const target = this.#find(link.linkTarget ?? '')?.file;
		if (target === undefined || target.layer !== link.layer) return;
		const names = this.#linked.get(target) ?? { file: target, left: 1 };
		names.left += 1;
		this.#linked.set(target, names).set(link, names);
	}

	/** Hides what is at the place of a new entry. Directories are merged, all else is replaced. */
	#makeRoom(node: Node, file: FileEntry): void {
		const below = node.file;
		if (file.type === 'directory') {
			if (below && below.type !== 'directory') this.#hide(below, file.layer, 'replaced');
			return;
		}
		for (const child of childrenOf(node)) this.#hideAll(child, file.layer, 'replaced');
		delete node.children;
		if (below) this.#hide(below, file.layer, isSameContent(below, file) ? 'copied' : 'overwritten');
	}

	#whiteOut({ path, opaque }: Whiteout, layer: number): number {
		const node = this.#find(path);
		if (node === undefined) return 0;
		let removed = 0;
		for (const child of childrenOf(node)) removed += this.#hideAll(child, layer, 'deleted');
		delete node.children;
		if (!opaque && node.file) {
			if (node.file.type !== 'directory') removed += 1;
			this.#hide(node.file, layer, 'deleted');
			delete node.file;
		}
		return removed;
	}

	/** Hides a whole subtree; gives how many names in it were no directories. */
	#hideAll(top: Node, layer: number, cause: Cause): number {
		let names = 0;
		visit(top, ({ file }) => {
			if (file === undefined) return;
			if (file.type !== 'directory') names += 1;
			this.#hide(file, layer, cause);
		});
		return names;
	}

	#hide(file: FileEntry, layer: number, cause: Cause): void {
		this.#hiddenBy.set(file, layer);
		const names = this.#linked.get(file);
		if (names !== undefined) names.left -= 1;
		const { path, size, layer: origin } = names?.file ?? file;
		if (size === 0 || (names !== undefined && names.left > 0)) return;
		this.#dead.push({ path, size, layer: origin, hiddenBy: layer, cause });
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

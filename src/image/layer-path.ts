/** Names of layer entries. They are only listed, never opened, yet two names of one file must compare as equal. */

export interface LayerPath {
	/** Without `./`, doubled or closing slashes; `''` is the root. */
	readonly path: string;
	/** The name climbed above the root by `..`; it was held there. */
	readonly leavesRoot: boolean;
}

export function layerPath(name: string): LayerPath {
	// Nearly all names are clean: spare them the work.
	if (isClean(name)) return { path: name, leavesRoot: false };
	const parts: string[] = [];
	let leavesRoot = false;
	for (const part of name.split('/')) {
		if (part === '' || part === '.') continue;
		if (part !== '..') parts.push(part);
		else if (parts.pop() === undefined) leavesRoot = true;
	}
	return { path: parts.join('/'), leavesRoot };
}

function isClean(name: string): boolean {
	return !/(?:^|\/)\.{0,2}(?:\/|$)/.test(name);
}

const whiteoutPrefix = '.wh.';
const opaqueMark = '.wh..wh..opq';

/**
 * What a whiteout removes, `undefined` for a usual file. `ignored`: the bookkeeping of AUFS, which is neither (names
 * that start with `.wh..wh.`).
 */
export function parseWhiteout(path: string): { path: string; opaque: boolean } | 'ignored' | undefined {
	const slash = path.lastIndexOf('/');
	const base = path.slice(slash + 1);
	if (!base.startsWith(whiteoutPrefix)) return undefined;
	const folder = path.slice(0, Math.max(slash, 0));
	if (base === opaqueMark) return { path: folder, opaque: true };
	if (base.startsWith(whiteoutPrefix + whiteoutPrefix)) return 'ignored';
	const name = base.slice(whiteoutPrefix.length);
	return { path: folder === '' ? name : `${folder}/${name}`, opaque: false };
}

import type { ContextEntry } from '../engine.ts';

const slash = 0x2f;

/**
 * The order in which a context is sent: byte by byte, with the slash before every other byte, so that a folder's
 * contents follow it at once. https://github.com/tonistiigi/fsutil/blob/91a3fc46842c/validator.go `ComparePath`
 */
export function comparePaths(left: string, right: string): number {
	const a = Buffer.from(left);
	const b = Buffer.from(right);
	const length = Math.min(a.length, b.length);
	for (let index = 0; index < length; index++) {
		const x = a[index] ?? 0;
		const y = b[index] ?? 0;
		if (x !== y) {
			return x === slash || (y !== slash && x < y) ? -1 : 1;
		}
	}
	return a.length - b.length;
}

/** The entries in the order in which they are sent. */
export function sortEntries<Entry extends Pick<ContextEntry, 'path'>>(entries: readonly Entry[]): Entry[] {
	return entries.toSorted((left, right) => comparePaths(left.path, right.path));
}

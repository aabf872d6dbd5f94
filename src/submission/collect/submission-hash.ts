/** One number for "the same files": names, modes, kinds and contents, in sorted order; times do not count. */
import { createHash } from 'node:crypto';
import type { CollectedEntry } from './collector.ts';

/** sha256 in hex over the entries, which must be sorted by path. NUL cannot stand in a path, so the parts cannot run together. */
export function submissionHash(entries: readonly CollectedEntry[]): string {
	const hash = createHash('sha256');
	for (const entry of entries) {
		const content = entry.digest ?? entry.linkTarget ?? '';
		hash.update(`${entry.path}\0${entry.kind}\0${entry.mode.toString(8)}\0${content}\0`);
	}
	return hash.digest('hex');
}

/** The order of the hash and of a build context: by path, byte by byte of the parts, folders before what is in them. */
export function comparePaths(a: string, b: string): number {
	const left = a.split('/');
	const right = b.split('/');
	for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
		const order = Buffer.compare(Buffer.from(left[index] ?? ''), Buffer.from(right[index] ?? ''));
		if (order !== 0) return order;
	}
	return left.length - right.length;
}

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

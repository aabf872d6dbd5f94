/** Where a link of a submission leads, found in the list of its entries: nothing is looked up on a disk. */
import type { ContextEntry } from '#engine/engine.ts';

/** As the kernel does (MAXSYMLINKS): more links on one way are a loop. */
const maxLinks = 40;

export type LinkResolution =
	| { readonly kind: 'inside'; readonly path: string }
	/** The way leaves the folder at some point. */
	| { readonly kind: 'outside' }
	/** It stays inside, but nothing is there, or the links go round. */
	| { readonly kind: 'nothing' };

/**
 * Follows `path` (relative, with `/`) through the links among `entries`. An absolute target is outside: in the image it
 * would mean another place than here.
 */
export function resolvePath(path: string, entries: ReadonlyMap<string, ContextEntry>): LinkResolution {
	const waiting = path.split('/').reverse();
	const done: string[] = [];
	let links = 0;
	let missing = false;
	for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
		if (part === '' || part === '.') continue;
		if (part === '..') {
			if (done.length === 0) return { kind: 'outside' };
			done.pop();
			continue;
		}
		done.push(part);
		const entry = entries.get(done.join('/'));
		if (entry === undefined) missing = true;
		if (entry?.kind !== 'symlink') continue;
		links += 1;
		if (links > maxLinks) return { kind: 'nothing' };
		const target = entry.linkTarget ?? '';
		if (target.startsWith('/')) return { kind: 'outside' };
		done.pop();
		waiting.push(...target.split('/').reverse());
	}
	return missing ? { kind: 'nothing' } : { kind: 'inside', path: done.join('/') };
}

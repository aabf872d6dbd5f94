import { posix } from 'node:path';
import type { ContextTree } from './context-tree.ts';
import { matchGlob, parseGlob } from './glob.ts';
import { comparePaths } from './path-order.ts';

const wildcard = /(?<!\\)[*?[]/;

/**
 * Turns the paths that a Dockerfile copies into patterns to include, with the targets of the symbolic links on the way.
 * Rules: https://github.com/tonistiigi/fsutil/blob/91a3fc46842c/followlinks.go
 *
 * @returns undefined when one of the paths is the whole context.
 */
export function followLinks(tree: ContextTree, paths: readonly string[]): string[] | undefined {
	// Links may point at each other in a circle; one that was seen is not followed again.
	const resolved = new Set<string>();
	// The order is fsutil's, targets of a link before the next path: of two paths through one link it follows the first.
	const pending = paths.map((path) => posix.join('.', path.replace(/^\/+/, ''))).reverse();
	for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
		pending.push(...resolve(tree, path, resolved).reverse());
	}
	return withoutNested([...resolved].sort(comparePaths));
}

/** Walks one path to its end or to the first link; gives where the links lead. */
function resolve(tree: ContextTree, path: string, resolved: Set<string>): string[] {
	const parts = path.split('/');
	for (let length = 1; length <= parts.length; length++) {
		const current = posix.join(...parts.slice(0, length));
		const targets = targetsOf(tree, current);
		if (targets.length > 0 || length === parts.length) {
			if (resolved.has(current)) {
				return [];
			}
			resolved.add(current);
			return targets.map((target) => posix.join(target, ...parts.slice(length)));
		}
	}
	return [];
}

/** Where the links that a path (its last name may have wildcards) names lead, as paths in the context. */
function targetsOf(tree: ContextTree, path: string): string[] {
	const folder = posix.dirname(path);
	const name = posix.basename(path);
	const named = wildcard.test(name) ? matchingNames(tree, folder, name) : [name];
	return named.flatMap((each) => {
		const entry = tree.entry(posix.join(folder, each));
		if (entry?.kind !== 'symlink') {
			return [];
		}
		// A link out of the context leads to its top, as in a root file system of its own.
		const target = posix.resolve('/', folder, entry.linkTarget ?? '');
		return [target === '/' ? '.' : target.slice(1)];
	});
}

function matchingNames(tree: ContextTree, folder: string, pattern: string): readonly string[] {
	const glob = parseGlob(pattern);
	return tree.names(folder).filter((name) => matchGlob(glob, name));
}

function withoutNested(sorted: readonly string[]): string[] | undefined {
	const kept: string[] = [];
	for (const path of sorted) {
		if (path === '.') {
			return undefined;
		}
		const last = kept.at(-1);
		if (last === undefined || !path.startsWith(`${last}/`)) {
			kept.push(path);
		}
	}
	return kept;
}

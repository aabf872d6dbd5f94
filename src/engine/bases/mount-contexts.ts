import { posix } from 'node:path';
import type { BuildContext, ContextEntry } from '../engine.ts';

/** The folders above a path, the topmost first. */
function foldersAbove(path: string): readonly string[] {
	const above = posix.dirname(path);
	return above === '.' ? [] : [...foldersAbove(above), above];
}

/** Folders that hold a mounted context have no entry of their own on a disk; a fixed time keeps them equal. */
const modifiedAt = new Date(0);

/**
 * One build context out of several.
 *
 * @param contexts by the folder in which each is seen, e.g. `packages`. No folder lies in another one.
 */
export function mountContexts(contexts: Readonly<Record<string, BuildContext>>): BuildContext {
	return {
		async entries() {
			const entries = new Map<string, ContextEntry>();
			for (const [folder, context] of Object.entries(contexts)) {
				for (const path of [...foldersAbove(folder), folder]) {
					entries.set(path, { path, kind: 'directory', mode: 0o755, size: 0, modifiedAt });
				}
				for (const entry of await context.entries()) {
					entries.set(`${folder}/${entry.path}`, { ...entry, path: `${folder}/${entry.path}` });
				}
			}
			return [...entries.values()].sort((left, right) => (left.path < right.path ? -1 : 1));
		},
		read(path) {
			const folder = Object.keys(contexts).find((candidate) => path.startsWith(`${candidate}/`));
			const context = folder === undefined ? undefined : contexts[folder];
			if (folder === undefined || context === undefined) throw new Error(`${path} is in none of the mounted contexts`);
			return context.read(path.slice(folder.length + 1));
		},
	};
}

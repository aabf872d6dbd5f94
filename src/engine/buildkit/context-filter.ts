import type { ContextEntry } from '../engine.ts';
import { ContextTree } from './context-tree.ts';
import { followLinks } from './follow-links.ts';
import { type MatchState, PatternMatcher } from './pattern-matcher.ts';

/** What a receiver asks for, in the metadata of its call. */
export interface ContextSelection {
	/** Only what matches one of these; empty: everything. */
	readonly include: readonly string[];
	/** Nothing that matches these, with `!` exceptions. */
	readonly exclude: readonly string[];
	/** Paths to include with the targets of links on the way. */
	readonly follow: readonly string[];
}

interface OpenFolder {
	readonly entry: ContextEntry;
	readonly include: MatchState | undefined;
	readonly exclude: MatchState | undefined;
	sent: boolean;
}

/** Patterns to include; undefined: everything. */
function includedBy(entries: readonly ContextEntry[], { include, follow }: ContextSelection): string[] | undefined {
	const followed = follow.length === 0 ? [] : followLinks(new ContextTree(entries), follow);
	const included = [...include, ...(followed ?? [])];
	return included.length === 0 || included.includes('.') ? undefined : included;
}

/**
 * The entries of a context that are sent, with the folders that hold them.
 * Rules: https://github.com/tonistiigi/fsutil/blob/91a3fc46842c/filter.go `filterFS.Walk`
 *
 * @param entries sorted as they are sent (`comparePaths`).
 * @throws BadPattern
 */
export function selectEntries(entries: readonly ContextEntry[], selection: ContextSelection): ContextEntry[] {
	const included = includedBy(entries, selection);
	const includes = included && new PatternMatcher(included);
	const excludes = selection.exclude.length === 0 ? undefined : new PatternMatcher(selection.exclude);
	const selected: ContextEntry[] = [];
	const folders: OpenFolder[] = [];
	for (const entry of entries) {
		while (folders.length > 0 && !entry.path.startsWith(`${folders.at(-1)?.entry.path}/`)) {
			folders.pop();
		}
		const parent = folders.at(-1);
		const include = includes?.match(entry.path, parent?.include);
		const exclude = excludes?.match(entry.path, parent?.exclude);
		const wanted = (include?.matched ?? true) && !(exclude?.matched ?? false);
		if (wanted) {
			// A folder that is left out itself comes along once something in it is wanted.
			for (const folder of folders.filter(({ sent }) => !sent)) {
				folder.sent = true;
				selected.push(folder.entry);
			}
			selected.push(entry);
		}
		if (entry.kind === 'directory') {
			folders.push({ entry, include: include?.state, exclude: exclude?.state, sent: wanted });
		}
	}
	return selected;
}

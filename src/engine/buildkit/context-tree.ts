import { posix } from 'node:path';
import type { ContextEntry } from '../engine.ts';

/** Looks entries of a context up by path and by folder. */
export class ContextTree {
	readonly #byPath: ReadonlyMap<string, ContextEntry>;
	readonly #names = new Map<string, string[]>();

	constructor(entries: readonly ContextEntry[]) {
		this.#byPath = new Map(entries.map((entry) => [entry.path, entry]));
		for (const { path } of entries) {
			const folder = posix.dirname(path);
			const names = this.#names.get(folder) ?? [];
			names.push(posix.basename(path));
			this.#names.set(folder, names);
		}
	}

	entry(path: string): ContextEntry | undefined {
		return this.#byPath.get(path);
	}

	/** Names in a folder; `.` is the top. */
	names(folder: string): readonly string[] {
		return this.#names.get(folder) ?? [];
	}
}

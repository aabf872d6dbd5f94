/** The folder that holds the Dockerfile, inside what was handed in. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemFile } from './list-sources.ts';

/** Folders around the work that are looked through: `upload/ada-lab3/`. */
const maxWrappers = 4;

export interface RootFound {
	readonly path: string;
	/** Names in it, without what systems put there by themselves. */
	readonly names: readonly string[];
	/** Names of the folders that were looked through. */
	readonly through: readonly string[];
}

/** Goes down while a folder holds nothing but one folder. A link is no folder. */
export async function findRoot(folder: string): Promise<RootFound> {
	const through: string[] = [];
	let path = folder;
	for (;;) {
		const entries = (await readdir(path, { withFileTypes: true })).filter(({ name }) => !isSystemFile(name));
		const [only] = entries;
		if (entries.length !== 1 || only?.isDirectory() !== true || through.length === maxWrappers) {
			return { path, names: entries.map(({ name }) => name), through };
		}
		through.push(only.name);
		path = join(path, only.name);
	}
}

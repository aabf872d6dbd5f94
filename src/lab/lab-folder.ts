/** A lab with the folder that it lies in, and what is in the folder. */
import { join } from 'node:path';
import { folderNames, type LabFile, readFolder } from './read-folder.ts';
import type { Lab } from './schema.ts';

export interface LoadedLab {
	readonly lab: Lab;
	/** Absolute path of `labs/<id>`. */
	readonly dir: string;
}

/** What a learner starts from. */
export function starterFiles(loaded: LoadedLab): Promise<readonly LabFile[]> {
	return readFolder(join(loaded.dir, 'starter'));
}

/** The reference solution: a complete submission. */
export function solutionFiles(loaded: LoadedLab): Promise<readonly LabFile[]> {
	return readFolder(join(loaded.dir, 'solution'));
}

/** Other good answers by name, each with the files that differ from the solution. */
export function variants(
	loaded: LoadedLab,
): Promise<readonly { readonly name: string; readonly files: readonly LabFile[] }[]> {
	return namedFolders(join(loaded.dir, 'variants'));
}

export async function namedFolders(
	folder: string,
): Promise<readonly { readonly name: string; readonly files: readonly LabFile[] }[]> {
	const names = await folderNames(folder);
	return Promise.all(names.map(async (name) => ({ name, files: await readFolder(join(folder, name)) })));
}

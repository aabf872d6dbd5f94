/** A lab with the folder that it lies in, and what is in the folder. */
import { join } from 'node:path';
import { folderNames, type LabFile, readFolder } from './read-folder.ts';
import type { Lab } from './schema.ts';

export interface LoadedLab {
	readonly lab: Lab;
	/** Absolute path of `labs/<id>`. */
	readonly dir: string;
}

/** A lab of a program that the course brings, and so knows. */
export interface ProgramLab extends LoadedLab {
	readonly lab: Lab & {
		readonly probe: NonNullable<Lab['probe']>;
		readonly marker: NonNullable<Lab['marker']>;
	};
}

/** Whether the course brings the program: not so where learners bring their own, which has no reference answer either. */
export function hasProgram(loaded: LoadedLab): loaded is ProgramLab {
	return loaded.lab.probe !== undefined && loaded.lab.marker !== undefined;
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

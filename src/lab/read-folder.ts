/** Reading the folders of a lab: they are ours, small and trusted. A submission is read by `submission/collect`. */

import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ifMissing } from '#errors';

export interface LabFile {
	/** Relative to the folder, with `/`. */
	readonly path: string;
	readonly bytes: Uint8Array;
	/** Permission bits, e.g. 0o644. */
	readonly mode: number;
}

/** All files below a folder, sorted by path; none when there is no such folder. */
export async function readFolder(folder: string): Promise<readonly LabFile[]> {
	const paths = await filePaths(folder);
	return Promise.all(paths.map(async (path) => readOne(folder, path)));
}

async function readOne(folder: string, path: string): Promise<LabFile> {
	const full = join(folder, path);
	const [bytes, facts] = await Promise.all([readFile(full), stat(full)]);
	return { path, bytes, mode: facts.mode & 0o777 };
}

async function filePaths(folder: string): Promise<readonly string[]> {
	const entries = await readEntries(folder);
	const nested = await Promise.all(
		entries.map(async (entry) => {
			if (!entry.isDirectory()) return [entry.name];
			return (await filePaths(join(folder, entry.name))).map((path) => `${entry.name}/${path}`);
		}),
	);
	return nested.flat().sort();
}

function readEntries(folder: string) {
	return readdir(folder, { withFileTypes: true }).catch(ifMissing([]));
}

/** Names of the folders directly in a folder, sorted; none when there is no such folder. */
export async function folderNames(folder: string): Promise<readonly string[]> {
	const entries = await readEntries(folder);
	return entries
		.filter((entry) => entry.isDirectory())
		.map((entry) => entry.name)
		.sort();
}

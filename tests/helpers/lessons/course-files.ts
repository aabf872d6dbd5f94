/** The files of labs and experiments as somebody has them who follows a lesson. */
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Experiment } from '#lab/experiment.ts';

export const labsDir = fileURLToPath(new URL('../../../labs', import.meta.url));

export type Files = ReadonlyMap<string, Uint8Array>;

/** All files of a folder of `labs/`, by path. */
export async function filesIn(folder: string): Promise<Files> {
	const root = join(labsDir, folder);
	const entries = await readdir(root, { recursive: true, withFileTypes: true });
	const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
	return new Map(
		await Promise.all(paths.map(async (path) => [relative(root, path), await readFile(path)] as [string, Uint8Array])),
	);
}

/** Signs that begin a comment, by how a file name ends. */
const commentSigns: Readonly<Record<string, string>> = { go: '//', ts: '//', js: '//', py: '#', sh: '#', md: '' };

/**
 * Files of an experiment. One that a step edits gets a line that no earlier run had: otherwise the build after the edit would
 * be in the cache of that run, and show nothing of what an edit costs.
 */
export async function experimentFiles({ id, steps }: Pick<Experiment, 'id' | 'steps'>): Promise<Files> {
	const files = new Map(await filesIn(`experiments/${id}/files`));
	for (const { command } of steps) {
		const [, edited = ''] = />> ?(\S+)$/.exec(command) ?? [];
		const bytes = files.get(edited);
		if (bytes === undefined) continue;
		const sign = commentSigns[edited.split('.').at(-1) ?? ''];
		if (sign === undefined) throw new Error(`No comment can be written into ${edited}: add how one begins.`);
		files.set(edited, Buffer.concat([bytes, Buffer.from(`${sign} ${randomUUID()}\n`)]));
	}
	return files;
}

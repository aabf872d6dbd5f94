import { appendFile, mkdir, readdir, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '#errors';
import type { ReportProgress } from '../progress.ts';
import { lockFile } from './file-lock.ts';
import { ensureMmdebstrap } from './mmdebstrap.ts';
import { recipeHash, rootRecipe } from './recipe.ts';
import { dyingWithUs, runCommand } from './run-command.ts';

/** Needed while the folder is made: 450 MB of it, its downloads, and room to breathe. */
const neededBytes = 1_500_000_000;

const unfinished = '.unfinished';

async function exists(folder: string, name: string): Promise<boolean> {
	return (await readdir(folder)).includes(name);
}

async function refuseFullDisk(folder: string): Promise<void> {
	const { bavail, bsize } = await statfs(folder);
	const free = bavail * bsize;
	if (free < neededBytes) {
		throw new UserError(
			'engine-start-failed',
			`${folder} has ${Math.floor(free / 1e6)} MB of free space; the engine needs ${neededBytes / 1e6} MB.`,
			'Free some space, or choose a data folder on another disk with --data DIR.',
		);
	}
}

/** mmdebstrap's own files go to `temporary`: when it is killed they must lie where the next start clears up. */
async function fill(
	folder: string,
	temporary: string,
	report: ReportProgress,
	signal: AbortSignal | undefined,
): Promise<void> {
	const { suite, packages, options, folders, additions, files } = rootRecipe;
	const { status, tail } = await runCommand(
		[
			...dyingWithUs,
			'env',
			`TMPDIR=${temporary}`,
			'mmdebstrap',
			...options,
			`--include=${packages.join(',')}`,
			suite,
			folder,
		],
		{
			signal,
			onLine: (line) => {
				if (line.startsWith('I: ')) report('make-root', line.slice(3));
			},
		},
	);
	if (status !== 0) {
		throw new UserError(
			'engine-start-failed',
			`The engine's root folder could not be made from Debian ${suite}:\n${tail}`,
			'Check that this machine reaches its Debian mirror (apt-get update), then start again.',
		);
	}
	for (const name of folders) await mkdir(join(folder, name), { recursive: true });
	for (const [name, text] of Object.entries(additions)) await appendFile(join(folder, name), text);
	for (const [name, text] of Object.entries(files)) {
		await rm(join(folder, name), { force: true });
		await writeFile(join(folder, name), text);
	}
}

/**
 * Gives the root folder of the current recipe, making it when it is not there. Callers that come meanwhile wait and share
 * it. It appears under its name only when it is complete, so one that was interrupted is made anew.
 *
 * @param roots folder of root folders.
 * @throws UserError `engine-start-failed`, `engine-missing`, `cancelled`.
 */
export async function ensureRootFolder(roots: string, report: ReportProgress, signal?: AbortSignal): Promise<string> {
	await mkdir(roots, { recursive: true, mode: 0o755 });
	const name = recipeHash();
	if (await exists(roots, name)) return join(roots, name);
	await using _lock = await lockFile(join(roots, 'lock'), signal);
	if (await exists(roots, name)) return join(roots, name);
	for (const left of await readdir(roots)) {
		if (left.endsWith(unfinished)) await rm(join(roots, left), { recursive: true, force: true });
	}
	await refuseFullDisk(roots);
	await ensureMmdebstrap(report);
	const making = join(roots, `${name}${unfinished}`);
	const temporary = join(roots, `temporary${unfinished}`);
	await mkdir(temporary);
	report('make-root', `making a Debian ${rootRecipe.suite} folder with a Docker engine`);
	try {
		await fill(making, temporary, report, signal);
		await rename(making, join(roots, name));
	} catch (error) {
		await rm(making, { recursive: true, force: true });
		throw error;
	} finally {
		await rm(temporary, { recursive: true, force: true });
	}
	return join(roots, name);
}

/** Removes root folders of older recipes. Only for an installation that shares none, while its engine is stopped. */
export async function removeOldRootFolders(roots: string): Promise<void> {
	for (const name of await readdir(roots)) {
		if (name !== 'lock' && name !== recipeHash()) await rm(join(roots, name), { recursive: true, force: true });
	}
}

/** Loading labs from their folders. */
import { access } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { UserError } from '#errors';
import { issueText } from './issue-text.ts';
import type { LoadedLab } from './lab-folder.ts';
import { folderNames } from './read-folder.ts';
import { defineLab, type Lab, type LabInput } from './schema.ts';

const labFile = 'lab.ts';

/** Loads `<dir>/lab.ts`. Throws UserError `lab-not-found`, or `lab-invalid` with the file and the field. */
export async function loadLab(dir: string): Promise<LoadedLab> {
	const absolute = resolve(dir);
	const file = join(absolute, labFile);
	if (!(await exists(file))) {
		throw new UserError(
			'lab-not-found',
			`There is no lab in ${absolute}: it has no ${labFile}.`,
			'Check the name of the lab.',
		);
	}
	const lab = await importLab(file);
	const name = basename(absolute);
	if (lab.id !== name) {
		throw new UserError('lab-invalid', `${file}: id is "${lab.id}" in the folder ${name}.`, `Write id: '${name}'.`);
	}
	return { lab, dir: absolute };
}

/** Loads every folder of `root` that has a `lab.ts`, in the order of the course; those of one place by id. */
export async function loadLabs(root: string): Promise<readonly LoadedLab[]> {
	const names = await folderNames(root);
	const withLab = await Promise.all(names.map((name) => exists(join(root, name, labFile))));
	const labs = await Promise.all(names.filter((_, index) => withLab[index]).map((name) => loadLab(join(root, name))));
	return labs.sort((a, b) => a.lab.place - b.lab.place);
}

async function importLab(file: string): Promise<Lab> {
	try {
		const module: { readonly lab?: LabInput } = await import(/* @vite-ignore */ pathToFileURL(file).href);
		if (module.lab !== undefined) return defineLab(module.lab);
	} catch (error) {
		const what = error instanceof z.ZodError ? issueText(error) : String(error);
		throw new UserError('lab-invalid', `${file}: ${what}`, 'Correct this field of the lab.', error);
	}
	throw new UserError('lab-invalid', `${file} does not export lab.`, 'Write export const lab = defineLab({ … }).');
}

async function exists(file: string): Promise<boolean> {
	try {
		await access(file);
		return true;
	} catch {
		return false;
	}
}

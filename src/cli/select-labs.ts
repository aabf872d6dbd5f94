/** Labs by the names that were typed. */
import { UserError } from '#errors';
import type { LoadedLab } from '#lab/lab-folder.ts';
import { loadLabs } from '#lab/load.ts';
import { labsDir } from './project.ts';

/** The labs of these names, or all. Throws UserError `lab-not-found` that lists what there is. */
export async function selectLabs(names: readonly string[]): Promise<readonly LoadedLab[]> {
	const labs = await loadLabs(labsDir);
	return names.length === 0 ? labs : names.map((name) => named(labs, name));
}

/** The lab of this name. Throws as `selectLabs`. */
export async function selectLab(name: string): Promise<LoadedLab> {
	return named(await loadLabs(labsDir), name);
}

function named(labs: readonly LoadedLab[], name: string): LoadedLab {
	const found = labs.find(({ lab }) => lab.id === name);
	if (found !== undefined) return found;
	const known = labs.map(({ lab }) => lab.id).join(', ');
	throw new UserError('lab-not-found', `There is no lab "${name}" in ${labsDir}.`, `Name one of these: ${known}.`);
}

/** Labs by the names that were typed. */
import { join } from 'node:path';
import { UserError } from '#errors';
import type { LoadedLab } from '#lab/lab-folder.ts';
import { loadLabs } from '#lab/load.ts';
import { labsDir } from './project.ts';

/** The labs of these names, or all. Throws UserError `lab-not-found` that lists what there is. */
export async function selectLabs(names: readonly string[]): Promise<readonly LoadedLab[]> {
	const labs = await loadLabs(labsDir);
	if (names.length === 0) return labs;
	return names.map((name) => {
		const found = labs.find(({ lab }) => lab.id === name);
		if (found !== undefined) return found;
		const known = labs.map(({ lab }) => lab.id).join(', ');
		throw new UserError(
			'lab-not-found',
			`There is no lab "${name}" in ${join(labsDir)}.`,
			`Name one of these: ${known}.`,
		);
	});
}

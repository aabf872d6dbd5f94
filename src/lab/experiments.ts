/** Loading the experiments from `labs/experiments/`. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { UserError } from '#errors';
import { defineExperiment, type Experiment, type ExperimentInput } from './experiment.ts';
import { issueText } from './issue-text.ts';
import { folderNames } from './read-folder.ts';

export interface LoadedExperiment {
	readonly experiment: Experiment;
	/** Absolute path of `labs/experiments/<id>`. */
	readonly dir: string;
}

/** Loads every folder of `labs/experiments`, sorted by id. Throws UserError `lab-invalid` with the file and the field. */
export async function loadExperiments(root: string): Promise<readonly LoadedExperiment[]> {
	const names = await folderNames(root);
	return Promise.all(names.map(async (name) => loadExperiment(join(root, name), name)));
}

async function loadExperiment(dir: string, name: string): Promise<LoadedExperiment> {
	const file = join(dir, 'experiment.ts');
	const experiment = await importExperiment(file);
	if (experiment.id === name) return { experiment, dir };
	throw new UserError(
		'lab-invalid',
		`${file}: id is "${experiment.id}" in the folder ${name}.`,
		`Write id: '${name}'.`,
	);
}

async function importExperiment(file: string): Promise<Experiment> {
	try {
		const module: { readonly experiment?: ExperimentInput } = await import(/* @vite-ignore */ pathToFileURL(file).href);
		if (module.experiment !== undefined) return defineExperiment(module.experiment);
	} catch (error) {
		const what = error instanceof z.ZodError ? issueText(error) : String(error);
		throw new UserError('lab-invalid', `${file}: ${what}`, 'Correct this field of the experiment.', error);
	}
	throw new UserError(
		'lab-invalid',
		`${file} does not export experiment.`,
		'Write export const experiment = defineExperiment({ … }).',
	);
}

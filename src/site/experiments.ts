/** Experiments as pages show them: read from their own files, never repeated. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Experiment, ExperimentStep } from '#lab/experiment.ts';

const experiments = Object.fromEntries(
	Object.values(import.meta.glob<{ experiment: Experiment }>('/labs/experiments/*/experiment.ts', { eager: true })).map(
		({ experiment }) => [experiment.id, experiment],
	),
);

export const allExperiments: readonly Experiment[] = Object.values(experiments).sort((a, b) => (a.id < b.id ? -1 : 1));

/** Throws for an unknown id, so that a lesson with a wrong reference does not build. */
export function findExperiment(id: string): Experiment {
	const experiment = experiments[id];
	if (experiment !== undefined) return experiment;
	throw new Error(`no experiment "${id}"; there are: ${Object.keys(experiments).join(', ')}`);
}

/** A file of an experiment as text, without the newline at its end. */
export function experimentFile(id: string, path: string): string {
	return readFileSync(join(process.cwd(), 'labs/experiments', findExperiment(id).id, 'files', path), 'utf8').trimEnd();
}

/** Throws when the experiment has no such step. */
export function experimentStep(id: string, step: string): ExperimentStep {
	const found = findExperiment(id).steps.find((each) => each.id === step);
	if (found === undefined) throw new Error(`experiment "${id}" has no step "${step}"`);
	return found;
}

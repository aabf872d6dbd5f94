/** Which measurements the course wants: what the measuring command has to make, and what a page may name. */
import type { Experiment } from './experiment.ts';

/** When a reference build of a lab is timed. */
export const timedConditions = ['first', 'again', 'after-edit'] as const;

/**
 * Ids of the measurements of a lab: its before and after image and each variant (kind `image`), and for before and after
 * three times (kind `build`), e.g. `go/after-again`.
 */
export function labMeasurementIds(labId: string, variantNames: readonly string[]): readonly string[] {
	const roles = ['before', 'after'];
	const timed = roles.flatMap((role) => timedConditions.map((condition) => `${role}-${condition}`));
	return [...roles, ...variantNames, ...timed].map((name) => `${labId}/${name}`);
}

export function experimentMeasurementIds({ id, measures }: Experiment): readonly string[] {
	return measures.map((measure) => `${id}/${measure.id}`);
}

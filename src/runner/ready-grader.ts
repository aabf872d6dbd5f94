/** Who builds and checks for a lab, or why nobody can yet. */
import { UserError } from '#errors';
import type { Health } from '#protocol/api.ts';

/** Whether the engine and all bases of a lab are there. */
export function isReady(lab: string, { labs }: Health): boolean {
	return labs.some(({ id, state }) => id === lab && state === 'ready');
}

/**
 * Gives what there is when the lab is ready.
 *
 * @throws UserError `lab-not-ready` with what is missing and what to do about it.
 */
export function whenReady<Judge>(lab: string, health: Health, judge: Judge | undefined): Judge {
	if (judge !== undefined && isReady(lab, health)) return judge;
	const { problem, state } = health.engine;
	if (problem !== undefined) throw new UserError('lab-not-ready', problem.message, problem.hint);
	const missing = health.labs.find(({ id }) => id === lab)?.missing ?? [];
	throw new UserError(
		'lab-not-ready',
		state === 'ready' ? `The lab waits for ${missing.join(', ')}.` : 'The engine is not up yet.',
		'Wait until the strip above the editor says that it is ready.',
	);
}

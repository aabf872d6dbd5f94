/** Sessions while there may be no engine: until there is one, there is none to start, and the page is told why. */
import { UserError } from '#errors';
import type { Health } from '#protocol/api.ts';
import type { SessionShelf } from './dependencies.ts';

/** `current`: the sessions on the engine that is there now, or undefined. */
export function readySessions(health: () => Health, current: () => SessionShelf | undefined): SessionShelf {
	return {
		open: (lab) => {
			const sessions = current();
			if (sessions !== undefined) return sessions.open(lab);
			const { problem, step } = health().engine;
			throw new UserError(
				'lab-not-ready',
				problem?.message ?? `A terminal needs the Docker engine, which is not there yet: ${step}.`,
				problem?.hint ?? 'Wait for it: the page shows how far it is.',
			);
		},
		find: (lab) => current()?.find(lab),
		list: () => current()?.list() ?? [],
		end: (lab) => current()?.end(lab),
	};
}

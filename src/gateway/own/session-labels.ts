import type { Labels } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';

const sessionForm = /^[a-z0-9]{16}$/;

/** The labels of everything that a learner makes in a session. */
export function sessionLabels(owner: string, session: string): Labels {
	return { [labelNames.role]: 'session', [labelNames.owner]: owner, [labelNames.job]: session };
}

/**
 * First part of the engine-side names of a session.
 *
 * @throws Error for an id of another form: it would be a part of paths and patterns.
 */
export function sessionPrefix(session: string): string {
	if (!sessionForm.test(session)) throw new Error(`"${session}" is not the id of a session.`);
	return `stagecraft-${session}`;
}

import { messageOf, UserError } from '#errors';
import type { SessionView } from '#protocol/session-view.ts';

/** What a page is told of a session that could not be started. */
export function startProblem(error: unknown): NonNullable<SessionView['problem']> {
	if (error instanceof UserError) return { message: error.message, hint: error.hint };
	return { message: `The workspace could not be started: ${messageOf(error)}`, hint: 'Start the session again.' };
}

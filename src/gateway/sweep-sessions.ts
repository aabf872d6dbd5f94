import type { Engine } from '#engine/engine.ts';
import { EngineApi } from './http/engine-api.ts';
import { removeSession, sessionsOf } from './own/remove-session.ts';

/**
 * Removes what sessions of a runner left on the engine that ended without an end: after a crash, their labels are all
 * that is known of them.
 *
 * @param owner id of the runner.
 * @param held ids of the sessions that go on.
 * @returns ids of the sessions that were removed.
 */
export async function sweepSessions(
	engine: Engine,
	owner: string,
	held: ReadonlySet<string>,
): Promise<readonly string[]> {
	const api = new EngineApi(engine);
	const lost = [...(await sessionsOf(api, owner))].filter((session) => !held.has(session));
	for (const session of lost) await removeSession(api, owner, session);
	return lost;
}

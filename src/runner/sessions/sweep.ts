/** Removes what runs of the course left on an engine that ended without an end. */
import type { Engine } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';
import { sweepSessions } from '#gateway/sweep-sessions.ts';

/** Workspaces first: they are in their sessions' networks. `held`: ids of sessions that go on. */
export async function sweepOwner(engine: Engine, owner: string, held: ReadonlySet<string>): Promise<void> {
	const labels = { [labelNames.role]: 'workspace', [labelNames.owner]: owner };
	for (const { id, labels: found } of await engine.containers.list(labels)) {
		if (!held.has(found[labelNames.job] ?? '')) await engine.containers.remove(id);
	}
	await sweepSessions(engine, owner, held);
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hierarchyRoots } from '../cgroups/hierarchies.ts';
import { hostHierarchies } from '../cgroups/host-hierarchies.ts';
import { removeCgroup } from '../cgroups/remove-cgroups.ts';
import { killSupervisor } from './kill-supervisor.ts';
import type { EnginePaths } from './paths.ts';
import { removeState } from './state.ts';
import { findSupervisors } from './stray-supervisors.ts';

/**
 * Removes what an engine that has ended, or that nobody knows any more, may have left: its cgroups, socket and link.
 * Namespaces, networks, mounts and processes end with its supervisor. Called under the lock.
 */
export async function removeLeftovers(paths: EnginePaths): Promise<void> {
	for (const stray of await findSupervisors(paths)) await killSupervisor(stray);
	const hierarchies = await hostHierarchies();
	for (const root of hierarchies === undefined ? [] : hierarchyRoots(hierarchies)) {
		await removeCgroup(join(root, paths.name));
	}
	await rm(paths.run, { recursive: true, force: true });
	if (paths.shortcut !== undefined) await rm(paths.shortcut, { force: true });
	await removeState(paths.state);
}

/** The cgroups of builds, on the kernel of this machine. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CgroupHierarchies } from '#engine/cgroups/hierarchies.ts';
import { HostBuildCgroups } from '#engine/cgroups/host-build-cgroups.ts';
import { hostHierarchies } from '#engine/cgroups/host-hierarchies.ts';
import { removeCgroup } from '#engine/cgroups/remove-cgroups.ts';
import { hostFacts } from '#engine/discovery/host-facts.ts';
import { canManage } from '#engine/discovery/no-engine.ts';

const limits = { memoryBytes: 64 * 1024 * 1024, pids: 32, cpus: 1, fileBytes: 1024 };

/** Where its limits are kept. */
function foldersOf({ version, mounts }: CgroupHierarchies, path: string): readonly string[] {
	const controllers = version === 2 ? ['unified'] : ['cpu', 'memory', 'pids'];
	return controllers.map((controller) => join(mounts[controller] ?? '', path));
}

describe.skipIf(!canManage(await hostFacts(process.env)))('cgroups of builds', async () => {
	const hierarchies = (await hostHierarchies()) ?? { version: 2, mounts: {} };

	it('stay while a build uses them, however many of one scope come and go, and then are gone', async () => {
		const parent = `/stagecraft-test-${randomUUID().slice(0, 8)}`;
		try {
			const cgroups = await HostBuildCgroups.open(hierarchies, parent);
			const seen = new Set<string>();
			const builds = async (): Promise<void> => {
				for (let round = 0; round < 60; round += 1) {
					await using cgroup = await cgroups.acquire(limits, 'a session');
					seen.add(cgroup.path);
					// Others end meanwhile.
					await new Promise(setImmediate);
					expect(foldersOf(hierarchies, cgroup.path).filter((folder) => !existsSync(folder))).toEqual([]);
				}
			};
			const others = async (): Promise<void> => {
				// What a second process does as it starts.
				for (let round = 0; round < 60; round += 1) await HostBuildCgroups.open(hierarchies, parent);
			};
			await Promise.all([builds(), builds(), builds(), others()]);
			expect(seen.size).toBe(1);
			const [path = ''] = seen;
			expect(foldersOf(hierarchies, path).filter((folder) => existsSync(folder))).toEqual([]);
		} finally {
			for (const mount of Object.values(hierarchies.mounts)) await removeCgroup(join(mount, parent));
		}
	});
});

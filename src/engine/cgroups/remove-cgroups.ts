import { readdir, readFile, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { hasCode, ifMissing } from '#errors';

/** A killed process leaves its cgroup a moment after it is gone from the process table; one that waits for a disk, later. */
const tries = 1500;
const pauseMilliseconds = 20;

/** Folders below a cgroup. Its files cannot be removed and vanish with it. */
export async function cgroupsIn(path: string): Promise<readonly string[]> {
	const entries = await readdir(path, { withFileTypes: true }).catch(ifMissing([]));
	return entries.filter((entry) => entry.isDirectory()).map((entry) => join(path, entry.name));
}

/** Ends the processes in a cgroup and all below it. */
export async function killCgroup(path: string): Promise<void> {
	for (const child of await cgroupsIn(path)) await killCgroup(child);
	const processes = await readFile(join(path, 'cgroup.procs'), 'utf8').catch((error: unknown) => {
		if (hasCode(error, 'ENOENT', 'ENODEV')) return '';
		throw error;
	});
	for (const pid of processes.split('\n').filter(Boolean)) {
		try {
			process.kill(Number(pid), 'SIGKILL');
		} catch (error) {
			if (!hasCode(error, 'ESRCH')) throw error;
		}
	}
}

/** Says of a cgroup, by its path, whether it is in use and stays, and with it all that it is in. */
export type IsHeld = (path: string) => Promise<boolean>;

type Removal = 'gone' | 'held' | 'busy';

async function removeOnce(path: string, isHeld: IsHeld): Promise<Removal> {
	if (await isHeld(path)) return 'held';
	for (const child of await cgroupsIn(path)) {
		if ((await removeOnce(child, isHeld)) === 'held') return 'held';
	}
	try {
		await rmdir(path);
	} catch (error) {
		// ENODEV: somebody else is about to remove it (kernfs_iop_rmdir in the kernel).
		if (hasCode(error, 'EBUSY', 'ENOTEMPTY', 'ENODEV')) return 'busy';
		if (!hasCode(error, 'ENOENT')) throw error;
	}
	return 'gone';
}

/**
 * Removes a cgroup and all below it. One that still has processes after half a minute is left, for the next to remove;
 * so is, at once, one that is held, also when somebody takes hold of it meanwhile.
 */
export async function removeCgroup(path: string, isHeld: IsHeld = async () => false): Promise<void> {
	for (let attempt = 0; attempt < tries; attempt += 1) {
		if ((await removeOnce(path, isHeld)) !== 'busy') return;
		await delay(pauseMilliseconds);
	}
}

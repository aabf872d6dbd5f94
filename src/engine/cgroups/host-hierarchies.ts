import { readFile } from 'node:fs/promises';
import { ifMissing } from '#errors';
import { type CgroupHierarchies, hierarchiesIn } from './hierarchies.ts';

/** The cgroup hierarchies of this host; undefined where there are none, as on macOS. */
export async function hostHierarchies(): Promise<CgroupHierarchies | undefined> {
	const mountinfo = await readFile('/proc/self/mountinfo', 'utf8').catch(ifMissing(''));
	return hierarchiesIn(mountinfo);
}

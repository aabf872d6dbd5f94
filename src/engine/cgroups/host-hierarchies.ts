import { readFile } from 'node:fs/promises';
import { type CgroupHierarchies, hierarchiesIn } from './hierarchies.ts';

/** The cgroup hierarchies of this host; undefined where there are none, as on macOS. */
export async function hostHierarchies(): Promise<CgroupHierarchies | undefined> {
	const mountinfo = await readFile('/proc/self/mountinfo', 'utf8').catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return '';
		throw error;
	});
	return hierarchiesIn(mountinfo);
}

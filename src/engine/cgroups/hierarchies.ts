/** Where this host's cgroups are, and of which version those with the limits are. */
export interface CgroupHierarchies {
	readonly version: 1 | 2;
	/** Mount point per controller (v1) or one for all under `unified` (v2). */
	readonly mounts: Readonly<Record<string, string>>;
}

interface Mount {
	readonly path: string;
	readonly type: string;
	readonly options: readonly string[];
}

function mountOf(line: string): Mount | undefined {
	// proc_pid_mountinfo(5): fields, then any number of optional ones, then ` - type source superoptions`.
	const [fields = '', source = ''] = line.split(' - ');
	const [, , , , path] = fields.split(' ');
	const [type, , options] = source.split(' ');
	if (path === undefined || type === undefined) return undefined;
	return { path: path.replaceAll('\\040', ' '), type, options: options?.split(',') ?? [] };
}

const v1Controllers = ['blkio', 'cpu', 'cpuacct', 'cpuset', 'devices', 'freezer', 'hugetlb', 'memory', 'pids'];

/**
 * Reads the hierarchies out of a text of /proc/self/mountinfo.
 *
 * @returns undefined where memory cannot be limited. A hybrid host, with its controllers in v1, counts as v1.
 */
export function hierarchiesIn(mountinfo: string): CgroupHierarchies | undefined {
	const found = mountinfo
		.split('\n')
		.map(mountOf)
		.filter((mount) => mount !== undefined);
	const mounts: Record<string, string> = {};
	for (const { path, type, options } of found) {
		if (type === 'cgroup2') mounts['unified'] = path;
		if (type !== 'cgroup') continue;
		for (const option of options) {
			if (v1Controllers.includes(option)) mounts[option] = path;
			if (option.startsWith('name=')) mounts[option] = path;
		}
	}
	if (mounts['memory'] !== undefined) return { version: 1, mounts };
	return mounts['unified'] === undefined ? undefined : { version: 2, mounts };
}

/** Each folder once: several controllers may share one. */
export function hierarchyRoots(hierarchies: CgroupHierarchies): readonly string[] {
	return [...new Set(Object.values(hierarchies.mounts))];
}

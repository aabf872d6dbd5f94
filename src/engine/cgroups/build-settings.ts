import type { BuildLimits } from '../engine.ts';

/** Period over which CPU time is dealt out, in microseconds: the kernel's own default. */
const cpuPeriod = 100_000;
/** Smallest share of a period that the kernel takes, in microseconds. */
const leastCpuQuota = 1_000;

export const limitedControllers = ['cpu', 'memory', 'pids'] as const;

/** A value for a file of a cgroup. */
export interface CgroupSetting {
	readonly controller: (typeof limitedControllers)[number];
	readonly file: string;
	readonly value: string;
	/** There only where the kernel accounts for swap. Without it a memory hog would move to the disk. */
	readonly optional?: true;
}

/** What is written into a build's cgroup, in this order: https://docs.kernel.org/admin-guide/cgroup-v2.html and cgroup-v1/. */
export function buildSettings(version: 1 | 2, limits: BuildLimits): readonly CgroupSetting[] {
	const memory = String(Math.floor(limits.memoryBytes));
	const pids = String(Math.floor(limits.pids));
	const quota = Math.max(leastCpuQuota, Math.round(limits.cpus * cpuPeriod));
	if (version === 2) {
		return [
			{ controller: 'memory', file: 'memory.max', value: memory },
			{ controller: 'memory', file: 'memory.swap.max', value: '0', optional: true },
			{ controller: 'pids', file: 'pids.max', value: pids },
			{ controller: 'cpu', file: 'cpu.max', value: `${quota} ${cpuPeriod}` },
		];
	}
	return [
		{ controller: 'memory', file: 'memory.limit_in_bytes', value: memory },
		{ controller: 'memory', file: 'memory.memsw.limit_in_bytes', value: memory, optional: true },
		{ controller: 'pids', file: 'pids.max', value: pids },
		{ controller: 'cpu', file: 'cpu.cfs_period_us', value: String(cpuPeriod) },
		{ controller: 'cpu', file: 'cpu.cfs_quota_us', value: String(quota) },
	];
}

/** How many submissions are graded at once. Pure. */
import type { EngineFacts } from '#engine/engine.ts';
import type { LabLimits } from '#lab/schema.ts';

/** Share of the engine's memory that build steps may take together; the rest is the engine's own and the page cache's. */
const memoryShare = 0.75;

/**
 * Builds wait for disks and networks, and between a build and the next our side measures: one more submission than cores
 * keeps all of them busy.
 */
const extraJobs = 1;

/** More at once wear out the engine's locks before its cores. */
const maxJobs = 32;

/** At least one; limited by the cores of the engine, and by its memory if every step took all that the lab allows. */
export function poolSize({ cpus, memoryBytes }: Pick<EngineFacts, 'cpus' | 'memoryBytes'>, limits: LabLimits): number {
	const byMemory = Math.floor((memoryBytes * memoryShare) / limits.stepMemoryBytes);
	return Math.max(1, Math.min(maxJobs, cpus + extraJobs, byMemory));
}

import { Refusal } from '../http/refusal.ts';
import type { GatewayLimits } from '../limits.ts';
import type { HostConfig } from './schemas.ts';

const nanoCpusPerCpu = 1e9;
const mebibyte = 1024 * 1024;
/** Files that a container's programs hold open, each. */
const openFiles = 4_096;

/** What a learner asked for, at most what there is. `0` and `-1` are the docker command's words for "no limit". */
function within(asked: number | undefined, most: number, told: string): number {
	if (asked === undefined || asked <= 0) return most;
	if (asked > most) throw new Refusal(`A container of this session may use at most ${told}.`);
	return asked;
}

/**
 * The limits of a container: those of the session, or less where the learner asks for less.
 *
 * @throws Refusal when they ask for more; a smaller limit than asked for would be a surprise.
 */
export function limitsOf(host: HostConfig, limits: GatewayLimits): object {
	const { memoryBytes, cpus, pids } = limits.container;
	const memory = within(host.Memory, memoryBytes, `${memoryBytes / mebibyte} MB of memory (--memory)`);
	return {
		Memory: memory,
		// Memory and swap together: the same number means no swap.
		MemorySwap: memory,
		...(host.MemoryReservation && { MemoryReservation: Math.min(memory, host.MemoryReservation) }),
		NanoCpus: within(host.NanoCpus, cpus * nanoCpusPerCpu, `${cpus} CPU (--cpus)`),
		...(host.CpuShares && { CpuShares: Math.min(1_024, host.CpuShares) }),
		PidsLimit: within(host.PidsLimit, pids, `${pids} processes (--pids-limit)`),
		ShmSize: within(
			host.ShmSize,
			limits.sharedMemoryBytes,
			`${limits.sharedMemoryBytes / mebibyte} MB of shared memory (--shm-size)`,
		),
		Ulimits: [
			{ Name: 'nofile', Soft: openFiles, Hard: openFiles },
			{ Name: 'fsize', Soft: limits.fileBytes, Hard: limits.fileBytes },
			{ Name: 'core', Soft: 0, Hard: 0 },
		],
		LogConfig: { Type: 'json-file', Config: { 'max-size': String(limits.logBytes), 'max-file': '1' } },
	};
}

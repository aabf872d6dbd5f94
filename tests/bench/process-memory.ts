/** Memory of a process that runs, from /proc of Linux. */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Time between two looks: a flood that makes memory grow goes on for seconds. */
const lookMilliseconds = 20;

/** Bytes that are resident (VmRSS). */
export async function residentBytes(pid: number): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(/^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1]) * 1024;
}

/** Bytes of a process, as /proc/PID/smaps_rollup tells them. */
export interface ProcessBytes {
	/** What it has for itself: data, not the pages of files. */
	readonly own: number;
	/** All of it; of what it shares with other processes, its part (PSS). */
	readonly withFiles: number;
}

export async function processBytes(pid: number): Promise<ProcessBytes> {
	const smaps = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
	const bytes = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+) kB$`, 'm').exec(smaps)?.[1] ?? 0) * 1024;
	return { own: bytes('Pss_Anon') + bytes('Pss_Shmem'), withFiles: bytes('Pss') };
}

/** Follows what is resident; `end` gives the most that was seen. */
export function watchResident(pid: number): { end(): Promise<number> } {
	let most = 0;
	let ended = false;
	const watching = (async () => {
		while (!ended) {
			most = Math.max(most, await residentBytes(pid));
			await sleep(lookMilliseconds);
		}
	})();
	return {
		end: async () => {
			ended = true;
			await watching;
			return most;
		},
	};
}

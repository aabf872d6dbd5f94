import { readFile } from 'node:fs/promises';

/** A process, told apart from a later one with the same number. */
export interface ProcessIdentity {
	readonly pid: number;
	/** Field 22 of /proc/PID/stat: clock ticks since boot. */
	readonly startTime: string;
	/** Ticks begin anew with each boot. */
	readonly bootId: string;
}

async function bootId(): Promise<string> {
	return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
}

/** Start time in a text of /proc/PID/stat; undefined for a process that has ended and only waits to be reaped. */
export function startTimeIn(stat: string): string | undefined {
	// The name, field 2, stands in brackets and may hold spaces and brackets itself.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

async function startTime(pid: number): Promise<string | undefined> {
	try {
		return startTimeIn(await readFile(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		// Any failure to read means that the process is gone; ESRCH when it goes while it is read.
		return undefined;
	}
}

/** The identity of a running process; undefined when there is none with this number. */
export async function identify(pid: number): Promise<ProcessIdentity | undefined> {
	const started = await startTime(pid);
	return started === undefined ? undefined : { pid, startTime: started, bootId: await bootId() };
}

/** Whether this very process still runs. */
export async function isRunning(process: ProcessIdentity): Promise<boolean> {
	const now = await identify(process.pid);
	return now?.startTime === process.startTime && now.bootId === process.bootId;
}

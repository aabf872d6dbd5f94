import { readdir, readFile } from 'node:fs/promises';
import type { EnginePaths } from './paths.ts';
import { identify, type ProcessIdentity } from './process-identity.ts';

/** Last part of the path of the supervisor's script: other checkouts have it elsewhere. */
const scriptName = '/supervisor.sh';

/** Whether a text of /proc/PID/cmdline is that of `unshare` starting the supervisor of this installation. */
export function isSupervisor(commandLine: string, run: string): boolean {
	const args = commandLine.split('\0');
	return args[0] === 'unshare' && args.some((arg) => arg.endsWith(scriptName)) && args.includes(run);
}

/**
 * Engines of this installation, known or not: one that was started by a process that was killed before it could write
 * down which it is, for example.
 */
export async function findSupervisors(paths: EnginePaths): Promise<readonly ProcessIdentity[]> {
	const found: ProcessIdentity[] = [];
	for (const name of await readdir('/proc')) {
		if (!/^\d+$/.test(name)) continue;
		// Gone meanwhile: not one of ours that runs.
		const commandLine = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
		if (!isSupervisor(commandLine, paths.run)) continue;
		const identity = await identify(Number(name));
		if (identity !== undefined) found.push(identity);
	}
	return found;
}

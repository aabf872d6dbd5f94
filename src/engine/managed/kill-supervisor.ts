import { isRunning, type ProcessIdentity } from './process-identity.ts';
import { waitUntil } from './wait-until.ts';

/** Time for the kernel to take down a pid namespace; a process in the middle of a disk write holds it up. */
const killMilliseconds = 30_000;

/** Ends the engine and everything in it at once. */
export async function killSupervisor(supervisor: ProcessIdentity): Promise<void> {
	if (await isRunning(supervisor)) process.kill(supervisor.pid, 'SIGKILL');
	await waitUntil(async () => !(await isRunning(supervisor)), killMilliseconds);
}

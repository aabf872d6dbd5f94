import type { HoldersPipe } from './holders-pipe.ts';
import { killSupervisor } from './kill-supervisor.ts';
import { removeLeftovers } from './leftovers.ts';
import type { EnginePaths } from './paths.ts';
import { isRunning, type ProcessIdentity } from './process-identity.ts';
import { waitUntil } from './wait-until.ts';

/** Longer than the engine gives its containers (daemon-config.ts), and than it takes to write its own state. */
const stopMilliseconds = 15_000;

/** Stops the engine in order, or by force when it does not, and removes what it leaves. Called under the lock. */
export async function stopEngine(paths: EnginePaths, supervisor: ProcessIdentity, pipe: HoldersPipe): Promise<void> {
	pipe.askToStop();
	const stopped = await waitUntil(async () => !(await isRunning(supervisor)), stopMilliseconds);
	if (!stopped) await killSupervisor(supervisor);
	pipe[Symbol.dispose]();
	await removeLeftovers(paths);
}

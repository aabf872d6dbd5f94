/** What one workspace may use. Builds and containers of the session have limits of their own in the gateway. */
import type { ServiceLimits } from '#engine/service.ts';

export const workspaceLimits: ServiceLimits = {
	/** The docker command with buildx takes 100 MB while it sends a context; git and editors less. */
	memoryBytes: 512 * 1024 ** 2,
	/** Several terminals with a pipeline in each; a fork bomb ends here. */
	pids: 256,
	cpus: 1,
	openFiles: 4096,
	/** A saved image of a few hundred megabytes fits; the disk of the engine does not fill up with one file. */
	fileBytes: 2 * 1024 ** 3,
};

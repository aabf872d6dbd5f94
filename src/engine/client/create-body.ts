import type { RunRequest } from '../engine.ts';

const nanoCpusPerCpu = 1e9;

/**
 * The body of `POST /containers/create` for a container that is run once and that nobody trusts.
 * Fields: https://docs.docker.com/reference/api/engine/ "Create a container".
 */
export function createBody(request: RunRequest): object {
	const withStdin = request.stdin !== undefined;
	const { memoryBytes, pids, cpus } = request.limits;
	return {
		Image: request.image,
		...(request.cmd && { Cmd: request.cmd }),
		...(request.entrypoint && { Entrypoint: request.entrypoint }),
		...(request.user !== undefined && { User: request.user }),
		Env: Object.entries(request.env ?? {}).map(([name, value]) => `${name}=${value}`),
		Labels: request.labels,
		Tty: false,
		AttachStdin: withStdin,
		AttachStdout: true,
		AttachStderr: true,
		OpenStdin: withStdin,
		// The end of our input closes the program's.
		StdinOnce: withStdin,
		// A health check of the image would run beside the program and use up its limits.
		Healthcheck: { Test: ['NONE'] },
		HostConfig: {
			CapDrop: ['ALL'],
			SecurityOpt: ['no-new-privileges'],
			Memory: memoryBytes,
			// Memory and swap together: the same number means no swap.
			MemorySwap: memoryBytes,
			PidsLimit: pids,
			NanoCpus: Math.round(cpus * nanoCpusPerCpu),
			NetworkMode: request.network ?? 'none',
			ReadonlyRootfs: request.readOnly ?? false,
			IpcMode: 'private',
			// Output goes to us alone: a log file of the engine's would grow without our limit.
			LogConfig: { Type: 'none' },
			RestartPolicy: { Name: 'no' },
			AutoRemove: false,
		},
	};
}

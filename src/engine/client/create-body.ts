import type { ContainerLimits, RunRequest } from '../engine.ts';
import type { ServiceRequest } from '../service.ts';

const nanoCpusPerCpu = 1e9;

/** What holds for every container of ours, since nobody trusts what runs in it. */
function hostConfig({ memoryBytes, pids, cpus }: ContainerLimits, network: string): object {
	return {
		CapDrop: ['ALL'],
		SecurityOpt: ['no-new-privileges'],
		Memory: memoryBytes,
		// Memory and swap together: the same number means no swap.
		MemorySwap: memoryBytes,
		PidsLimit: pids,
		NanoCpus: Math.round(cpus * nanoCpusPerCpu),
		NetworkMode: network,
		IpcMode: 'private',
		// Output goes to us alone: a log file of the engine's would grow without our limit.
		LogConfig: { Type: 'none' },
		RestartPolicy: { Name: 'no' },
		AutoRemove: false,
	};
}

function environment(env: Readonly<Record<string, string>> = {}): readonly string[] {
	return Object.entries(env).map(([name, value]) => `${name}=${value}`);
}

/** A health check of the image would run beside the program and use up its limits. */
const noHealthcheck = { Test: ['NONE'] };

/**
 * The body of `POST /containers/create` for a container that is run once and that nobody trusts.
 * Fields: https://docs.docker.com/reference/api/engine/ "Create a container".
 */
export function createBody(request: RunRequest): object {
	const withStdin = request.stdin !== undefined;
	return {
		Image: request.image,
		...(request.cmd && { Cmd: request.cmd }),
		...(request.entrypoint && { Entrypoint: request.entrypoint }),
		...(request.user !== undefined && { User: request.user }),
		Env: environment(request.env),
		Labels: request.labels,
		Tty: false,
		AttachStdin: withStdin,
		AttachStdout: true,
		AttachStderr: true,
		OpenStdin: withStdin,
		// The end of our input closes the program's.
		StdinOnce: withStdin,
		Healthcheck: noHealthcheck,
		HostConfig: {
			...hostConfig(request.limits, request.network ?? 'none'),
			ReadonlyRootfs: request.readOnly ?? false,
		},
	};
}

/** The body for a container that runs until it is removed. */
export function serviceBody(request: ServiceRequest): object {
	const { openFiles, fileBytes } = request.limits;
	return {
		Image: request.image,
		Cmd: request.cmd,
		...(request.user !== undefined && { User: request.user }),
		...(request.hostname !== undefined && { Hostname: request.hostname }),
		...(request.workdir !== undefined && { WorkingDir: request.workdir }),
		Env: environment(request.env),
		Labels: request.labels,
		Healthcheck: noHealthcheck,
		HostConfig: {
			...hostConfig(request.limits, request.network ?? 'none'),
			// Reaps what the commands in it leave behind.
			Init: true,
			Ulimits: [
				{ Name: 'nofile', Soft: openFiles, Hard: openFiles },
				{ Name: 'fsize', Soft: fileBytes, Hard: fileBytes },
				{ Name: 'core', Soft: 0, Hard: 0 },
			],
		},
	};
}

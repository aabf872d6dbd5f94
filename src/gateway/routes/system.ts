import { z } from 'zod';
import { text } from '../http/query.ts';
import type { Reply } from '../http/reply.ts';
import { plain } from '../http/route.ts';
import { isLive } from '../own/containers.ts';
import type { SessionParts } from '../session-parts.ts';
import { listedImage } from '../view/images.ts';
import { listContainers } from '../view/list-containers.ts';
import { asPlain, type Plain } from '../view/plain.ts';

const noQuery = z.strictObject({});

/** What of the engine's facts a learner sees: what it is and can, nothing of who else uses it. */
const versionFields = [
	'Version',
	'ApiVersion',
	'MinAPIVersion',
	'GitCommit',
	'GoVersion',
	'Os',
	'Arch',
	'KernelVersion',
	'BuildTime',
];
const infoFields = [
	'Driver',
	'DriverStatus',
	'MemoryLimit',
	'SwapLimit',
	'CpuCfsPeriod',
	'CpuCfsQuota',
	'CPUShares',
	'CPUSet',
	'PidsLimit',
	'IPv4Forwarding',
	'OomKillDisable',
	'SystemTime',
	'LoggingDriver',
	'CgroupDriver',
	'CgroupVersion',
	'KernelVersion',
	'OperatingSystem',
	'OSVersion',
	'OSType',
	'Architecture',
	'NCPU',
	'MemTotal',
	'ServerVersion',
	'DefaultRuntime',
	'InitBinary',
	'ContainerdCommit',
	'RuncCommit',
	'InitCommit',
	'SecurityOptions',
];

function pick(from: unknown, names: readonly string[]): Plain {
	const source = asPlain(from);
	return Object.fromEntries(names.filter((name) => Object.hasOwn(source, name)).map((name) => [name, source[name]]));
}

function pingHeaders({ facts }: SessionParts): Record<string, string> {
	return {
		'Api-Version': facts.apiVersion,
		'Builder-Version': '2',
		'Docker-Experimental': 'false',
		Ostype: 'linux',
		Swarm: 'inactive',
		'Cache-Control': 'no-cache, no-store, must-revalidate',
		Pragma: 'no-cache',
	};
}

async function ping(parts: SessionParts, _call: unknown, reply: Reply): Promise<void> {
	reply.text('OK', pingHeaders(parts));
	await Promise.resolve();
}

async function info(parts: SessionParts, signal: AbortSignal): Promise<Plain> {
	const [engine, containers, images] = await Promise.all([
		parts.engine.json({ method: 'GET', path: '/info', signal }),
		parts.containers.list(signal),
		parts.images.list(signal),
	]);
	const running = containers.filter(isLive).length;
	return {
		ID: parts.names.prefix,
		Name: 'stagecraft',
		Containers: containers.length,
		ContainersRunning: running,
		ContainersPaused: 0,
		ContainersStopped: containers.length - running,
		Images: images.length,
		Plugins: { Volume: [], Network: ['bridge', 'null'], Authorization: null, Log: ['json-file'] },
		Swarm: { LocalNodeState: 'inactive', ControlAvailable: false },
		Runtimes: { runc: { path: 'runc' } },
		RegistryConfig: { IndexConfigs: {}, InsecureRegistryCIDRs: [], Mirrors: [] },
		Labels: [],
		Warnings: null,
		...pick(engine, infoFields),
	};
}

export const systemRoutes = [
	plain({ method: 'HEAD', path: '/_ping', query: noQuery, handle: ping }),
	plain({ method: 'GET', path: '/_ping', query: noQuery, handle: ping }),
	plain({
		method: 'GET',
		path: '/version',
		query: noQuery,
		handle: async ({ engine, facts }, { signal }, reply) => {
			const version = await engine.json({ method: 'GET', path: '/version', signal });
			reply.json({
				Platform: { Name: 'Stagecraft session' },
				...pick(version, versionFields),
				ApiVersion: facts.apiVersion,
				Components: asPlain(version)['Components'],
			});
		},
	}),
	plain({
		method: 'GET',
		path: '/info',
		query: noQuery,
		handle: async (parts, { signal }, reply) => reply.json(await info(parts, signal)),
	}),
	plain({
		method: 'GET',
		path: '/system/df',
		query: z.strictObject({ type: z.union([text, z.array(z.string()).max(4)]) }),
		handle: async (parts, { signal, version }, reply) => {
			const [seen, own, containers] = await Promise.all([
				parts.images.list(signal, version),
				parts.containers.list(signal),
				listContainers(parts, { all: true, size: true, version, signal }),
			]);
			reply.json({
				LayersSize: seen.reduce((sum, { listed }) => sum + listed.Size, 0),
				Images: seen.map((image) => ({
					...listedImage(image, version),
					SharedSize: 0,
					Containers: own.filter(({ imageId }) => imageId === image.id).length,
				})),
				Containers: containers,
				Volumes: [],
				BuildCache: [],
			});
		},
	}),
];

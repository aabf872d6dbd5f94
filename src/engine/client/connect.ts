import { UserError } from '#errors';
import { BuildCache } from '../buildkit/build-cache.ts';
import type { OpenUpgraded } from '../buildkit/build-session.ts';
import { Builder, type StepCgroups } from '../buildkit/builder.ts';
import type { Engine, EngineFacts } from '../engine.ts';
import { infoSchema, versionSchema } from './api-schemas.ts';
import { HttpContainers } from './containers.ts';
import { DockerEngine } from './docker-engine.ts';
import { EngineHttp } from './engine-http.ts';
import { engineCall } from './engine-refusal.ts';
import { HttpImages } from './images.ts';
import { HttpNetworks } from './networks.ts';
import { openConnection } from './open-connection.ts';
import { openTransport, type TlsFiles } from './transport.ts';

/**
 * Oldest engine that is used. Version 23 has a BuildKit (0.10) that knows no source policy and ignores ours without a
 * word: a build there could fetch whatever it likes.
 */
const oldestMajor = 24;

/** Newest API version that is spoken: later ones announce the end of `/grpc` and `/session` as they are used here. */
const newestApi = '1.51';

export interface ConnectRequest {
	/** `unix:///path`, `tcp://host:port`, `ssh://user@host`. */
	readonly address: string;
	readonly kind: EngineFacts['kind'];
	/** TLS files' contents for a `tcp://` address. */
	readonly tls?: TlsFiles;
	/** Limits for builds; without it a build's `limits` hold only the size of files. */
	readonly cgroups?: StepCgroups;
	/** Called once, when the engine is disposed. */
	readonly onDispose?: () => Promise<void>;
	readonly signal?: AbortSignal;
}

function apiNumber(version: string): number {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	return major * 1000 + minor;
}

function requireVersion(address: string, version: string): void {
	const major = Number.parseInt(version, 10);
	if (Number.isNaN(major) || major < oldestMajor) {
		throw new UserError(
			'engine-too-old',
			`The Docker engine at ${address} is version ${version}; ${oldestMajor} or newer is needed.`,
			'Update Docker: https://docs.docker.com/engine/install/',
		);
	}
}

async function readFacts({ address, kind, signal }: ConnectRequest, http: EngineHttp): Promise<EngineFacts> {
	const [version, info] = await engineCall(`answer at ${address}`, signal, () =>
		Promise.all([
			http.json(versionSchema, { method: 'GET', path: '/version', signal }),
			http.json(infoSchema, { method: 'GET', path: '/info', signal }),
		]),
	);
	requireVersion(address, version.Version);
	const apiVersion = apiNumber(version.ApiVersion) > apiNumber(newestApi) ? newestApi : version.ApiVersion;
	const snapshotter = (info.DriverStatus ?? []).some(([, value]) => value?.startsWith('io.containerd.snapshotter'));
	return {
		kind,
		address,
		version: version.Version,
		apiVersion,
		store: snapshotter ? 'containerd' : 'classic',
		platform: `${version.Os}/${version.Arch}`,
		cpus: info.NCPU,
		memoryBytes: info.MemTotal,
	};
}

/**
 * Connects to an engine that runs.
 *
 * @throws UserError `engine-request-failed` when nothing answers, `engine-too-old`, `usage-invalid` for the address.
 */
export async function connectEngine(request: ConnectRequest): Promise<Engine> {
	const transport = openTransport(request.address, request.tls);
	try {
		const facts = await readFacts(request, new EngineHttp(transport));
		const http = new EngineHttp(transport, facts.apiVersion);
		const open: OpenUpgraded = (path, headers) => http.upgrade('h2c', { path, headers });
		return new DockerEngine({
			facts,
			http,
			images: new HttpImages(http),
			containers: new HttpContainers(http),
			networks: new HttpNetworks(http),
			cache: new BuildCache(open),
			connect: ({ signal }) => openConnection(transport.address, request.tls, signal),
			builder: new Builder(open, request.cgroups),
			cgroups: request.cgroups,
			dispose: async () => {
				transport[Symbol.dispose]();
				await request.onDispose?.();
			},
		});
	} catch (error) {
		transport[Symbol.dispose]();
		throw error;
	}
}

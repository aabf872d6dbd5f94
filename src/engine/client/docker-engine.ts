import type { Duplex } from 'node:stream';
import type { BuildCache } from '../buildkit/build-cache.ts';
import type { Builder, StepCgroups } from '../buildkit/builder.ts';
import type {
	BuildCgroup,
	BuildLimits,
	BuildOptions,
	BuildRequest,
	BuildResult,
	CallOptions,
	Engine,
	EngineBuildCache,
	EngineContainers,
	EngineFacts,
	EngineImages,
} from '../engine.ts';
import type { EngineNetworks } from '../service.ts';
import type { EngineHttp } from './engine-http.ts';
import { engineCall } from './engine-refusal.ts';

interface Parts {
	readonly facts: EngineFacts;
	readonly http: EngineHttp;
	readonly images: EngineImages;
	readonly containers: EngineContainers;
	readonly networks: EngineNetworks;
	readonly cache: BuildCache;
	readonly builder: Builder;
	/** Undefined where there are none to have. */
	readonly cgroups: StepCgroups | undefined;
	readonly connect: (options: CallOptions) => Promise<Duplex>;
	/** Lets go of connections, and of a managed engine. */
	readonly dispose: () => Promise<void>;
}

/** An engine behind its HTTP API and its BuildKit. */
export class DockerEngine implements Engine {
	readonly facts: EngineFacts;
	readonly images: EngineImages;
	readonly containers: EngineContainers;
	readonly networks: EngineNetworks;
	readonly cache: EngineBuildCache;
	readonly #parts: Parts;

	constructor(parts: Parts) {
		this.#parts = parts;
		this.facts = parts.facts;
		this.images = parts.images;
		this.containers = parts.containers;
		this.networks = parts.networks;
		this.cache = {
			list: (options) => engineCall('list the build cache', options?.signal, () => parts.cache.list(options)),
			remove: (ids, options) =>
				engineCall('remove build cache', options?.signal, () => parts.cache.remove(ids, options)),
		};
	}

	async build(request: BuildRequest, options: BuildOptions = {}): Promise<BuildResult> {
		return await engineCall('build', options.signal, () => this.#parts.builder.build(request, options));
	}

	async buildCgroup(limits: BuildLimits, scope: string): Promise<BuildCgroup | undefined> {
		const { cgroups } = this.#parts;
		return cgroups && (await engineCall('limit a build', undefined, () => cgroups.acquire(limits, scope)));
	}

	async connect(options: CallOptions = {}): Promise<Duplex> {
		return await engineCall('take a connection', options.signal, () => this.#parts.connect(options));
	}

	async ping({ signal }: CallOptions = {}): Promise<void> {
		await engineCall('answer', signal, () => this.#parts.http.send({ method: 'GET', path: '/_ping', signal }));
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#parts.dispose();
	}
}

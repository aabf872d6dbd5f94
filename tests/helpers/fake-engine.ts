/** An engine in memory: what was put in is there, what was removed is gone. For tests of what we do with an engine. */
import { type Duplex, Readable } from 'node:stream';
import type {
	BuildOptions,
	BuildRequest,
	BuildResult,
	CacheRecord,
	CallOptions,
	ContainerFacts,
	Engine,
	EngineFacts,
	ImageFacts,
	Labels,
	RunRequest,
	RunResult,
} from '#engine/engine.ts';
import type { ExecRequest, ExecStream, NetworkFacts } from '#engine/service.ts';

export class FakeEngine implements Engine {
	readonly facts: EngineFacts = {
		kind: 'managed',
		address: 'fake://engine',
		version: '26.1.5',
		apiVersion: '1.45',
		store: 'classic',
		platform: 'linux/amd64',
		cpus: 2,
		memoryBytes: 8 * 1024 ** 3,
	};
	readonly store = new Map<string, ImageFacts>();
	readonly started = new Map<string, ContainerFacts>();
	readonly networksMade = new Map<string, NetworkFacts>();
	readonly records = new Map<string, CacheRecord>();
	/** Ids of records that cannot be removed now. */
	readonly held = new Set<string>();
	readonly requests: BuildRequest[] = [];
	/** What a build does; a test replaces it. */
	onBuild: (request: BuildRequest, options: BuildOptions) => Promise<BuildResult> = async () => builtResult();
	onRun: (request: RunRequest, options: CallOptions) => Promise<RunResult> = async () => exitedResult('');
	onConnect: () => Promise<Duplex> = async () => {
		throw new Error('nothing listens');
	};
	onExec: (id: string, request: ExecRequest) => Promise<ExecStream> = async (id) => {
		throw new Error(`nothing runs in ${id}`);
	};
	onSave: (ref: string) => Readable = () => Readable.from([]);

	readonly images: Engine['images'] = {
		inspect: async (ref) => this.#find(ref),
		list: async (labels) => [...this.store.values()].filter((image) => carries(image.labels, labels)),
		tag: async (ref, newRef) => {
			const image = this.#find(ref);
			if (image !== undefined) this.store.set(image.id, { ...image, tags: [...image.tags, newRef] });
		},
		remove: async (ref) => {
			const image = this.#find(ref);
			if (image === undefined) return;
			const tags = image.tags.filter((tag) => tag !== ref);
			if (ref === image.id || tags.length === 0) this.store.delete(image.id);
			else this.store.set(image.id, { ...image, tags });
		},
		save: async (ref) => this.onSave(ref),
		import: async () => undefined,
		pull: async () => undefined,
	};

	readonly containers: Engine['containers'] = {
		list: async (labels) => [...this.started.values()].filter((container) => carries(container.labels, labels)),
		run: (request, options = {}) => this.onRun(request, options),
		start: async ({ image, labels, name = '' }) => {
			const id = `container-${++this.#counted}`;
			this.started.set(id, { id, name, image, state: 'running', labels });
			return id;
		},
		exec: (id, request) => this.onExec(id, request),
		remove: async (id) => void this.started.delete(id),
	};

	readonly networks: Engine['networks'] = {
		create: async (name, labels) => {
			const id = `network-${++this.#counted}`;
			this.networksMade.set(name, { id, name, labels });
			return id;
		},
		list: async (labels) => [...this.networksMade.values()].filter((network) => carries(network.labels, labels)),
		remove: async (name) => void this.networksMade.delete(name),
	};

	readonly cache: Engine['cache'] = {
		list: async () => [...this.records.values()],
		remove: async (ids) => {
			for (const id of ids) {
				const isParent = [...this.records.values()].some(({ parents }) => parents.includes(id));
				if (!isParent && !this.held.has(id)) this.records.delete(id);
			}
			return 0;
		},
	};

	#counted = 0;

	addImage(id: string, tags: readonly string[], labels: Labels = {}): void {
		this.store.set(id, imageFacts(id, tags, labels));
	}

	addRecord(id: string, parents: readonly string[] = []): void {
		this.records.set(id, {
			id,
			parents,
			description: '',
			type: 'regular',
			bytes: 1,
			inUse: false,
			shared: false,
			createdAt: new Date(0),
		});
	}

	async build(request: BuildRequest, options: BuildOptions = {}): Promise<BuildResult> {
		this.requests.push(request);
		const result = await this.onBuild(request, options);
		if (result.outcome === 'built' && result.imageId !== undefined) {
			this.addImage(result.imageId, request.tags, request.labels);
		}
		return result;
	}

	async buildCgroup(): Promise<undefined> {
		await Promise.resolve();
	}

	async connect(): Promise<Duplex> {
		return await this.onConnect();
	}

	async ping(): Promise<void> {
		await Promise.resolve();
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await Promise.resolve();
	}

	#find(ref: string): ImageFacts | undefined {
		return [...this.store.values()].find(({ id, tags }) => id === ref || tags.includes(ref));
	}
}

export function imageFacts(id: string, tags: readonly string[], labels: Labels = {}): ImageFacts {
	return {
		id,
		tags,
		engineSize: 1000,
		createdAt: '2026-11-21T00:00:00Z',
		labels,
		user: '',
		entrypoint: [],
		cmd: [],
		env: [],
		workdir: '',
		layers: [],
	};
}

export function builtResult(over: Partial<BuildResult> = {}): BuildResult {
	return {
		outcome: 'built',
		imageId: 'sha256:built',
		steps: [],
		contextEntries: 1,
		contextBytes: 1,
		milliseconds: 1,
		...over,
	};
}

export function exitedResult(stdout: string, over: Partial<RunResult> = {}): RunResult {
	return {
		outcome: 'exited',
		exitCode: 0,
		stdout: Buffer.from(stdout),
		stderr: Buffer.from(''),
		milliseconds: 1,
		...over,
	};
}

function carries(labels: Labels, wanted: Labels): boolean {
	return Object.entries(wanted).every(([name, value]) => labels[name] === value);
}

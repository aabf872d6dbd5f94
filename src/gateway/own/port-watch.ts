import { setTimeout as delay } from 'node:timers/promises';
import type { Labels } from '#engine/engine.ts';
import type { EngineApi } from '../http/engine-api.ts';
import type { PublishedPort } from '../options.ts';
import { isLive, type OwnContainer, type OwnContainers } from './containers.ts';
import { filtersText, labelTerms } from './label-query.ts';

/** Milliseconds until a lost stream of events is opened again; the engine may be starting. */
const againMilliseconds = 1_000;

interface PortWatchOptions {
	readonly engine: EngineApi;
	readonly containers: OwnContainers;
	readonly labels: Labels;
	readonly onPorts: (ports: readonly PublishedPort[]) => void;
	readonly onFault: (error: unknown) => void;
}

/** Knows which ports are published now, by the engine's own events: a program may end by itself. Disposing ends it. */
export class PortWatch implements AsyncDisposable {
	readonly #options: PortWatchOptions;
	readonly #ended = new AbortController();
	#ports: readonly PublishedPort[] = [];
	#refreshing: Promise<void> | undefined;
	#stale = false;
	#watching: Promise<void> = Promise.resolve();

	constructor(options: PortWatchOptions) {
		this.#options = options;
	}

	get ports(): readonly PublishedPort[] {
		return this.#ports;
	}

	/** Begins to follow the engine's events. Resolves when none can be missed any more. */
	async open(): Promise<void> {
		const { promise, resolve } = Promise.withResolvers<void>();
		this.#watching = this.#watch(resolve);
		await Promise.race([promise, this.#watching]);
	}

	/** Looks at the containers again. Resolves when what was true at the call has been told. */
	async refresh(): Promise<void> {
		this.#stale = true;
		this.#refreshing ??= this.#refreshAll();
		await this.#refreshing;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#ended.abort();
		await Promise.allSettled([this.#watching, this.#refreshing]);
	}

	async #refreshAll(): Promise<void> {
		try {
			while (this.#stale && !this.#ended.signal.aborted) {
				this.#stale = false;
				const ports = (await this.#options.containers.list(this.#ended.signal)).filter(isLive).flatMap(published);
				if (JSON.stringify(ports) === JSON.stringify(this.#ports)) continue;
				this.#ports = ports;
				this.#options.onPorts(ports);
			}
		} finally {
			this.#refreshing = undefined;
		}
	}

	async #watch(onOpen: () => void): Promise<void> {
		const { signal } = this.#ended;
		let told = false;
		while (!signal.aborted) {
			try {
				await this.#follow(signal, onOpen);
				told = false;
			} catch (error) {
				if (!signal.aborted && !told) this.#options.onFault(error);
				told = true;
			}
			// Whoever waits for the beginning must not wait for an engine that is gone.
			onOpen();
			await delay(againMilliseconds, undefined, { signal }).catch(() => undefined);
		}
	}

	async #follow(signal: AbortSignal, onOpen: () => void): Promise<void> {
		const { engine, labels } = this.#options;
		const filters = { type: ['container'], label: labelTerms(labels), event: ['start', 'die', 'rename', 'destroy'] };
		const events = await engine.send({
			method: 'GET',
			path: '/events',
			query: { filters: filtersText(filters) },
			signal,
		});
		onOpen();
		await this.refresh();
		// Each chunk is at least one event, and which one does not matter.
		for await (const _ of events) await this.refresh();
	}
}

function published({ name, address, ports }: OwnContainer): readonly PublishedPort[] {
	if (address === undefined) return [];
	return ports
		.filter(({ protocol }) => protocol === 'tcp')
		.map(({ container, port }) => ({ container: name, address, containerPort: container, port }));
}

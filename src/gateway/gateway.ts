import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { callFailed } from '#engine/client/engine-refusal.ts';
import { BuildMediator } from './build/mediator.ts';
import { Connections } from './http/connections.ts';
import { Dispatcher } from './http/dispatcher.ts';
import { EngineApi } from './http/engine-api.ts';
import { Router } from './http/router.ts';
import { SessionNames } from './names.ts';
import type { GatewayOptions, PublishedPort } from './options.ts';
import { buildSources } from './own/build-sources.ts';
import { OwnContainers } from './own/containers.ts';
import { DiskWatch } from './own/disk-watch.ts';
import { OwnImages } from './own/images.ts';
import { PortWatch } from './own/port-watch.ts';
import { removeSession } from './own/remove-session.ts';
import { sessionLabels, sessionPrefix } from './own/session-labels.ts';
import { Turns } from './own/turns.ts';
import { routes } from './routes/table.ts';
import type { SessionParts } from './session-parts.ts';

/** The Docker API that one session sees. Disposing ends its connections and removes everything that it made. */
export class Gateway implements AsyncDisposable {
	/** Engine-side name of the session's network. A workspace joins it. */
	readonly network: string;
	readonly #options: GatewayOptions;
	readonly #parts: SessionParts;
	readonly #connections: Connections;

	private constructor(options: GatewayOptions, parts: SessionParts) {
		this.#options = options;
		this.#parts = parts;
		this.network = parts.names.network;
		this.#connections = new Connections(
			new Dispatcher(parts, new Router(routes), options.onFault),
			options.limits.connections,
		);
	}

	/**
	 * Makes the session's network and follows its containers.
	 *
	 * @throws UserError `engine-request-failed`.
	 */
	static async open(options: GatewayOptions): Promise<Gateway> {
		const { engine, owner, session, bases, limits, onPorts, onStopped, onFault } = options;
		const names = new SessionNames(sessionPrefix(session));
		const labels = sessionLabels(owner, session);
		const api = new EngineApi(engine);
		const containers = new OwnContainers(api, names, labels);
		const ports = new PortWatch({ engine: api, containers, labels, onPorts, onFault });
		try {
			const network = await makeNetwork(api, names, labels);
			const images = new OwnImages(api, names, labels, bases);
			const builds = new BuildMediator({
				...options,
				names,
				labels,
				ownImages: (signal) => buildSources(images, limits, signal),
			});
			await ports.open();
			const limitBytes = limits.writtenBytes;
			const disk = new DiskWatch({ engine: api, names, labels, limitBytes, onStopped, onFault });
			return new Gateway(options, {
				engine: api,
				facts: engine.facts,
				names,
				limits,
				labels,
				network,
				containers,
				images,
				ports,
				disk,
				turns: new Turns(),
				builds,
			});
		} catch (error) {
			await ports[Symbol.asyncDispose]();
			throw callFailed(error, 'open a session');
		}
	}

	/** Published ports of the containers that run now. */
	get ports(): readonly PublishedPort[] {
		return this.#parts.ports.ports;
	}

	/** Takes one connection of the learner's tools. Never throws. */
	accept(connection: Duplex): void {
		this.#connections.accept(connection);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#connections[Symbol.dispose]();
		await this.#parts.builds[Symbol.asyncDispose]();
		await this.#parts.ports[Symbol.asyncDispose]();
		await this.#parts.disk[Symbol.asyncDispose]();
		await removeSession(this.#parts.engine, this.#options.owner, this.#options.session);
	}
}

/** The network of the session, also when the session had one before. */
async function makeNetwork(
	engine: EngineApi,
	names: SessionNames,
	labels: Readonly<Record<string, string>>,
): Promise<string> {
	const filters = JSON.stringify({ name: [`^${names.network}$`] });
	const found = z
		.array(z.object({ Id: z.string() }))
		.parse(await engine.json({ method: 'GET', path: '/networks', query: { filters } }));
	if (found[0]) return found[0].Id;
	const json = { Name: names.network, Driver: 'bridge', Labels: labels, CheckDuplicate: true };
	return z.object({ Id: z.string() }).parse(await engine.json({ method: 'POST', path: '/networks/create', json })).Id;
}

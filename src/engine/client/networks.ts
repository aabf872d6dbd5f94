import type { CallOptions, Labels } from '../engine.ts';
import type { EngineNetworks, NetworkFacts } from '../service.ts';
import { createdSchema, networkListSchema } from './api-schemas.ts';
import type { EngineHttp } from './engine-http.ts';
import { engineCall, isNotFound } from './engine-refusal.ts';
import { labelFilter } from './label-filter.ts';

/** Networks over the engine's HTTP API. */
export class HttpNetworks implements EngineNetworks {
	readonly #http: EngineHttp;

	constructor(http: EngineHttp) {
		this.#http = http;
	}

	async create(name: string, labels: Labels, { signal }: CallOptions = {}): Promise<string> {
		// Engines before 25 make a second network of the same name unless they are asked not to.
		const json = { Name: name, Driver: 'bridge', CheckDuplicate: true, Labels: labels };
		const { Id } = await engineCall(`create the network ${name}`, signal, () =>
			// Not abortable: a request that is cut off may still make a network, which nobody would remove.
			this.#http.json(createdSchema, { method: 'POST', path: '/networks/create', json }),
		);
		return Id;
	}

	async list(labels: Labels, { signal }: CallOptions = {}): Promise<readonly NetworkFacts[]> {
		const query = { filters: labelFilter(labels) };
		const listed = await engineCall('list networks', signal, () =>
			this.#http.json(networkListSchema, { method: 'GET', path: '/networks', query, signal }),
		);
		return listed.map(({ Id, Name, Labels: found }) => ({ id: Id, name: Name, labels: found }));
	}

	async remove(name: string): Promise<void> {
		await engineCall(`remove the network ${name}`, undefined, async () => {
			try {
				await this.#http.send({ method: 'DELETE', path: `/networks/${encodeURIComponent(name)}` });
			} catch (error) {
				if (!isNotFound(error)) throw error;
			}
		});
	}
}

import type { CallOptions, ContainerFacts, EngineContainers, Labels, RunRequest, RunResult } from '../engine.ts';
import { containerListSchema } from './api-schemas.ts';
import { removeContainer } from './container-handle.ts';
import type { EngineHttp } from './engine-http.ts';
import { engineCall } from './engine-refusal.ts';
import { labelFilter } from './label-filter.ts';
import { runContainer } from './run-container.ts';

/** Containers over the engine's HTTP API. */
export class HttpContainers implements EngineContainers {
	readonly #http: EngineHttp;

	constructor(http: EngineHttp) {
		this.#http = http;
	}

	async list(labels: Labels, { signal }: CallOptions = {}): Promise<readonly ContainerFacts[]> {
		const query = { all: true, filters: labelFilter(labels) };
		const listed = await engineCall('list containers', signal, () =>
			this.#http.json(containerListSchema, { method: 'GET', path: '/containers/json', query, signal }),
		);
		return listed.map((container) => ({
			id: container.Id,
			name: container.Names[0]?.replace(/^\//, '') ?? '',
			image: container.Image,
			state: container.State,
			labels: container.Labels,
		}));
	}

	async run(request: RunRequest, { signal }: CallOptions = {}): Promise<RunResult> {
		return await engineCall(`run ${request.image}`, signal, () => runContainer(this.#http, request, signal));
	}

	async remove(id: string): Promise<void> {
		await engineCall(`remove the container ${id}`, undefined, () => removeContainer(this.#http, id));
	}
}

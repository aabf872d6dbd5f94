import type { CallOptions, ContainerFacts, EngineContainers, Labels, RunRequest, RunResult } from '../engine.ts';
import type { ExecRequest, ExecStream, ServiceRequest } from '../service.ts';
import { containerListSchema } from './api-schemas.ts';
import { removeContainer } from './container-handle.ts';
import type { EngineHttp } from './engine-http.ts';
import { engineCall } from './engine-refusal.ts';
import { startExec } from './exec.ts';
import { labelFilter } from './label-filter.ts';
import { runContainer } from './run-container.ts';
import { startService } from './service.ts';

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

	async start(request: ServiceRequest, { signal }: CallOptions = {}): Promise<string> {
		return await engineCall(`start ${request.image}`, signal, () => startService(this.#http, request, signal));
	}

	async exec(id: string, request: ExecRequest, { signal }: CallOptions = {}): Promise<ExecStream> {
		const what = `run ${request.cmd[0]} in the container ${id}`;
		return await engineCall(what, signal, () => startExec(this.#http, id, request, signal));
	}

	async remove(id: string): Promise<void> {
		await engineCall(`remove the container ${id}`, undefined, () => removeContainer(this.#http, id));
	}
}

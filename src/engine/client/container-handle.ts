import type { Duplex } from 'node:stream';
import type { RunRequest } from '../engine.ts';
import { containerStateSchema, createdSchema, waitSchema } from './api-schemas.ts';
import { createBody } from './create-body.ts';
import type { EngineHttp } from './engine-http.ts';
import { EngineRefusal, isNotFound } from './engine-refusal.ts';

/** The engine answers so when the container is not running, or is being removed by somebody else. */
const conflict = 409;

/** Kills and removes a container with its anonymous volumes; one that is gone already is no error. */
export async function removeContainer(http: EngineHttp, id: string): Promise<void> {
	try {
		await http.send({ method: 'DELETE', path: `/containers/${id}`, query: { force: true, v: true } });
	} catch (error) {
		if (!isNotFound(error) && !(error instanceof EngineRefusal && error.status === conflict)) {
			throw error;
		}
	}
}

/** One container of ours. Disposing removes it, whatever state it is in. */
export class ContainerHandle implements AsyncDisposable {
	readonly #http: EngineHttp;
	readonly #id: string;

	private constructor(http: EngineHttp, id: string) {
		this.#http = http;
		this.#id = id;
	}

	/** Not abortable: a request that is cut off may still make a container, which nobody would remove. */
	static async create(http: EngineHttp, request: RunRequest): Promise<ContainerHandle> {
		const body = { method: 'POST', path: '/containers/create', json: createBody(request) } as const;
		const { Id } = await http.json(createdSchema, body);
		return new ContainerHandle(http, Id);
	}

	get id(): string {
		return this.#id;
	}

	/** Opens the container's standard streams; before `start`, so that no output is missed. */
	attach(stdin: boolean): Promise<Duplex> {
		const query = { stream: true, stdout: true, stderr: true, stdin };
		return this.#http.upgrade('tcp', { path: `/containers/${this.#id}/attach`, query });
	}

	async start(): Promise<void> {
		await this.#http.send({ method: 'POST', path: `/containers/${this.#id}/start` });
	}

	/** Sends a signal. False when the container was not running any more. */
	async kill(signal: string): Promise<boolean> {
		try {
			await this.#http.send({ method: 'POST', path: `/containers/${this.#id}/kill`, query: { signal } });
			return true;
		} catch (error) {
			if (isNotFound(error) || (error instanceof EngineRefusal && error.status === conflict)) {
				return false;
			}
			throw error;
		}
	}

	/** The exit status, once the container does not run. */
	async exit(signal: AbortSignal): Promise<number> {
		const path = `/containers/${this.#id}/wait`;
		const query = { condition: 'not-running' };
		return (await this.#http.json(waitSchema, { method: 'POST', path, query, signal })).StatusCode;
	}

	/** Whether the kernel killed a process of it for want of memory. */
	async outOfMemory(): Promise<boolean> {
		const path = `/containers/${this.#id}/json`;
		return (await this.#http.json(containerStateSchema, { method: 'GET', path })).State.OOMKilled;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await removeContainer(this.#http, this.#id);
	}
}

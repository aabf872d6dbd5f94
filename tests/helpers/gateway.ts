import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { createServer, type Server } from 'node:net';
import { type Duplex, duplexPair } from 'node:stream';
import type { Engine } from '#engine/engine.ts';
import { Gateway } from '#gateway/gateway.ts';
import { defaultLimits } from '#gateway/limits.ts';
import type { GatewayOptions, PublishedPort } from '#gateway/options.ts';
import { DockerCli } from './docker-cli.ts';
import { TempFolder } from './temp-folder.ts';

/** Id of the runner that test sessions belong to. */
export const testOwner = 'gateway-test';

export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: string;
	/** The body as JSON. */
	// biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for.
	readonly json: any;
}

/** A gateway on a real engine, with the ways in which a learner's tools come to it. */
export class TestSession implements AsyncDisposable {
	readonly id: string;
	readonly gateway: Gateway;
	/** Faults of the gateway's own: a test of a refusal expects none. */
	readonly faults: readonly unknown[];
	/** What was told of published ports, in order. */
	readonly told: readonly (readonly PublishedPort[])[];
	/** Why containers were stopped, in order. */
	readonly stopped: readonly string[];
	readonly #folder: TempFolder;
	readonly #server: Server;
	readonly cli: DockerCli;

	private constructor(parts: {
		readonly id: string;
		readonly gateway: Gateway;
		readonly folder: TempFolder;
		readonly server: Server;
		readonly cli: DockerCli;
		readonly faults: readonly unknown[];
		readonly told: readonly (readonly PublishedPort[])[];
		readonly stopped: readonly string[];
	}) {
		this.id = parts.id;
		this.gateway = parts.gateway;
		this.#folder = parts.folder;
		this.#server = parts.server;
		this.cli = parts.cli;
		this.faults = parts.faults;
		this.told = parts.told;
		this.stopped = parts.stopped;
	}

	static async open(
		engine: Engine,
		bases: readonly string[],
		over: Partial<GatewayOptions> = {},
	): Promise<TestSession> {
		const id = sessionId();
		const faults: unknown[] = [];
		const told: (readonly PublishedPort[])[] = [];
		const stopped: string[] = [];
		const gateway = await Gateway.open({
			engine,
			session: id,
			owner: testOwner,
			bases,
			limits: defaultLimits,
			inspectDockerfile: () => undefined,
			onPorts: (ports) => told.push(ports),
			onStopped: (words) => stopped.push(words),
			onFault: (error) => faults.push(error),
			...over,
		});
		const folder = await TempFolder.create();
		const socket = folder.join('docker.sock');
		const server = createServer({ allowHalfOpen: true }, (connection) => gateway.accept(connection));
		await new Promise<void>((resolve) => server.listen(socket, resolve));
		const cli = await DockerCli.create(socket);
		return new TestSession({ id, gateway, folder, server, cli, faults, told, stopped });
	}

	/** Engine-side name of a container. */
	inner(name: string): string {
		return `stagecraft-${this.id}-${name}`;
	}

	/** A connection of the learner's side. */
	dial(): Duplex {
		const [learner, gateway] = duplexPair();
		this.gateway.accept(gateway);
		return learner;
	}

	/** Sends bytes as they are and gives everything that comes back until the gateway ends the connection. */
	async raw(bytes: string | Buffer): Promise<string> {
		const connection = this.dial();
		const chunks: Buffer[] = [];
		connection.on('error', () => undefined);
		connection.write(bytes);
		for await (const chunk of connection) chunks.push(chunk as Buffer);
		return Buffer.concat(chunks).toString('latin1');
	}

	/** One request without a version, as `curl` would send it. */
	ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
		const { promise, resolve, reject } = Promise.withResolvers<Answer>();
		const connection = this.dial();
		const bytes = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
		const sent = request({
			createConnection: () => connection,
			method,
			path,
			headers: {
				Host: 'docker',
				...(bytes !== undefined && {
					'Content-Type': 'application/json',
					'Content-Length': String((bytes as Buffer).length),
				}),
				...headers,
			},
		});
		sent.on('error', reject);
		sent.on('upgrade', (response, socket) => {
			socket.destroy();
			resolve({ status: response.statusCode ?? 0, headers: response.headers, body: '', json: undefined });
		});
		sent.on('response', (response) => {
			response.toArray().then((chunks) => {
				const text = Buffer.concat(chunks as Buffer[]).toString('utf8');
				const headersOf = response.headers;
				resolve({ status: response.statusCode ?? 0, headers: headersOf, body: text, json: parsed(text) });
			}, reject);
		});
		sent.end(bytes);
		return promise;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.gateway[Symbol.asyncDispose]();
		this.#server.close();
		await this.cli[Symbol.asyncDispose]();
		await this.#folder[Symbol.asyncDispose]();
	}
}

export function sessionId(): string {
	return randomBytes(8).toString('hex');
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

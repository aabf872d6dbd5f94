import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PublishedPort } from '#gateway/options.ts';
import type { Workspace } from './workspace.ts';

/** More than any lesson publishes. */
const mostForwards = 32;

/**
 * Makes `curl localhost:5000` in the terminal reach the container that was started with `-p 5000:…`: a port that a container
 * publishes is one of the workspace's localhost.
 */
export class PortForwards implements AsyncDisposable {
	readonly #workspace: Pick<Workspace, 'listen' | 'dial'>;
	readonly #open = new Map<string, AsyncDisposable>();
	#turn: Promise<void> = Promise.resolve();

	constructor(workspace: Pick<Workspace, 'listen' | 'dial'>) {
		this.#workspace = workspace;
	}

	/** Forwards these ports and no others. A port that a program of the learner has stays with it. */
	show(ports: readonly PublishedPort[]): Promise<void> {
		this.#turn = this.#turn.then(() => this.#change(ports.slice(0, mostForwards)));
		return this.#turn;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.show([]);
	}

	async #change(ports: readonly PublishedPort[]): Promise<void> {
		const wanted = new Map(ports.map((each) => [JSON.stringify([each.port, each.address, each.containerPort]), each]));
		for (const [key, listening] of this.#open) {
			if (wanted.has(key)) continue;
			this.#open.delete(key);
			await listening[Symbol.asyncDispose]();
		}
		for (const [key, { port, address, containerPort }] of wanted) {
			if (this.#open.has(key)) continue;
			const join = (connection: Duplex): void => void this.#join(connection, address, containerPort);
			const listening = await this.#workspace.listen(port, join).catch(() => undefined);
			if (listening !== undefined) this.#open.set(key, listening);
		}
	}

	/** A container that does not listen yet ends the connection, as it would on a machine of one's own. */
	async #join(connection: Duplex, address: string, port: number): Promise<void> {
		try {
			const container = await this.#workspace.dial(address, port);
			await Promise.all([pipeline(connection, container), pipeline(container, connection)]);
		} catch {
			connection.destroy();
		}
	}
}

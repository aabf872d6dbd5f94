/** What a session runs in: a workspace, and the Docker API that it sees. */
import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { Engine } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';
import { Gateway } from '#gateway/gateway.ts';
import { defaultLimits } from '#gateway/limits.ts';
import type { GatewayOptions, PublishedPort } from '#gateway/options.ts';
import { PortForwards } from './workspace/port-forwards.ts';
import { Workspace } from './workspace/workspace.ts';

/** 82 random bits: nobody guesses the name of another session. */
const sessionIdLength = 16;

export function newSessionId(): string {
	const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
	// 252 is the largest multiple of 36 below 256: the rest would make some letters likelier.
	const fair = [...randomBytes(sessionIdLength * 4)].filter((byte) => byte < 252).slice(0, sessionIdLength);
	return fair.map((byte) => letters[byte % letters.length]).join('');
}

export interface EnvironmentRequest {
	readonly engine: Engine;
	/** Id of the runner. */
	readonly owner: string;
	/** Reference of the workspace image. */
	readonly image: string;
	/** References that the learner may see, run and build on. */
	readonly bases: readonly string[];
	readonly inspectDockerfile: GatewayOptions['inspectDockerfile'];
	readonly onFault: (error: unknown) => void;
	/** An earlier run's, whose workspace may still be there. */
	readonly earlier?: { readonly session: string; readonly container: string };
}

/** What an environment keeps when its connection to the workspace is made anew. */
interface Standing {
	readonly engine: Engine;
	readonly session: string;
	readonly gateway: Gateway;
	/** The environment with the connection that counts. */
	current: Environment | undefined;
}

export class Environment implements AsyncDisposable {
	readonly workspace: Workspace;
	/** Resolves when the connection to the workspace is gone. Never rejects. */
	readonly lost: Promise<unknown>;
	/** Told all published ports whenever they change. */
	onPorts: (ports: readonly PublishedPort[]) => void = () => undefined;
	/** Told why a container was stopped that the learner did not stop. */
	onStopped: (words: string) => void = () => undefined;
	/** Told of each connection of the docker command. */
	onDocker: () => void = () => undefined;
	#isLost = false;
	readonly #standing: Standing;
	readonly #forwards: PortForwards;

	private constructor(standing: Standing, workspace: Workspace) {
		this.#standing = standing;
		standing.current = this;
		this.workspace = workspace;
		this.#forwards = new PortForwards(workspace);
		this.lost = workspace.lost.then((reason) => {
			this.#isLost = true;
			return reason;
		});
	}

	/**
	 * Starts one, or goes on with an earlier one whose workspace still runs. When it cannot, nothing is left.
	 *
	 * @throws UserError `image-not-found`, `workspace-failed`, `engine-request-failed`; `container-not-running` for an
	 * earlier one that is gone.
	 */
	static async open(request: EnvironmentRequest): Promise<Environment> {
		const { engine, owner, image, earlier } = request;
		const session = earlier?.session ?? newSessionId();
		let standing: Standing | undefined;
		const gateway = await Gateway.open({
			...request,
			session,
			limits: defaultLimits,
			onPorts: (ports) => void standing?.current?.portsChanged(ports),
			onStopped: (words) => standing?.current?.onStopped(words),
		});
		standing = { engine, session, gateway, current: undefined };
		const onDocker = (connection: Duplex): void => accept(standing, connection);
		try {
			const labels = {
				[labelNames.role]: 'workspace',
				[labelNames.owner]: owner,
				[labelNames.job]: session,
			};
			const workspace =
				earlier === undefined
					? await Workspace.start({ engine, image, network: gateway.network, labels, onDocker })
					: await Workspace.attach({ engine, container: earlier.container, onDocker });
			return new Environment(standing, workspace);
		} catch (error) {
			await gateway[Symbol.asyncDispose]();
			throw error;
		}
	}

	get session(): string {
		return this.#standing.session;
	}

	get isLost(): boolean {
		return this.#isLost;
	}

	/** Makes the ports that are published already reachable, and follows. */
	async followPorts(): Promise<void> {
		await this.portsChanged(this.#standing.gateway.ports);
	}

	/** Throws UserError `container-not-running` or `workspace-failed`; then this one is still to be disposed. */
	async reconnect(): Promise<Environment> {
		const standing = this.#standing;
		const onDocker = (connection: Duplex): void => accept(standing, connection);
		const { container } = this.workspace;
		return new Environment(standing, await Workspace.attach({ engine: standing.engine, container, onDocker }));
	}

	async portsChanged(ports: readonly PublishedPort[]): Promise<void> {
		await this.#forwards.show(ports);
		this.onPorts(ports);
	}

	/** Nothing when another connection has taken the place of this one. */
	async [Symbol.asyncDispose](): Promise<void> {
		if (this.#standing.current !== this) return;
		// The workspace first: it is in the gateway's network.
		await this.workspace[Symbol.asyncDispose]();
		await this.#standing.gateway[Symbol.asyncDispose]();
	}
}

function accept({ current, gateway }: Standing, connection: Duplex): void {
	current?.onDocker();
	gateway.accept(connection);
}

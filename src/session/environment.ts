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

export class Environment implements AsyncDisposable {
	readonly session: string;
	readonly workspace: Workspace;
	/** Resolves when the connection to the workspace is gone. Never rejects. */
	readonly lost: Promise<unknown>;
	/** Told all published ports whenever they change. */
	onPorts: (ports: readonly PublishedPort[]) => void = () => undefined;
	/** Told of each connection of the docker command. */
	onDocker: () => void = () => undefined;
	#isLost = false;
	readonly #gateway: Gateway;
	readonly #forwards: PortForwards;

	private constructor(session: string, gateway: Gateway, workspace: Workspace) {
		this.session = session;
		this.workspace = workspace;
		this.#gateway = gateway;
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
		const { engine, owner, image, bases, inspectDockerfile, onFault, earlier } = request;
		const session = earlier?.session ?? newSessionId();
		let made: Environment | undefined;
		const gateway = await Gateway.open({
			engine,
			session,
			owner,
			bases,
			limits: defaultLimits,
			inspectDockerfile,
			onFault,
			onPorts: (ports) => {
				if (made !== undefined) void made.#portsChanged(ports);
			},
		});
		try {
			const accept = (connection: Duplex): void => {
				made?.onDocker();
				gateway.accept(connection);
			};
			const labels = {
				[labelNames.role]: 'workspace',
				[labelNames.owner]: owner,
				[labelNames.job]: session,
			};
			const workspace =
				earlier === undefined
					? await Workspace.start({ engine, image, network: gateway.network, labels, onDocker: accept })
					: await Workspace.attach({ engine, container: earlier.container, onDocker: accept });
			made = new Environment(session, gateway, workspace);
			return made;
		} catch (error) {
			await gateway[Symbol.asyncDispose]();
			throw error;
		}
	}

	get isLost(): boolean {
		return this.#isLost;
	}

	get ports(): readonly PublishedPort[] {
		return this.#gateway.ports;
	}

	/** Makes the ports that are published already reachable, and follows. */
	async followPorts(): Promise<void> {
		await this.#portsChanged(this.#gateway.ports);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		// The workspace first: it is in the gateway's network.
		await this.workspace[Symbol.asyncDispose]();
		await this.#gateway[Symbol.asyncDispose]();
	}

	async #portsChanged(ports: readonly PublishedPort[]): Promise<void> {
		await this.#forwards.show(ports);
		this.onPorts(ports);
	}
}

/** The container in which a learner's shells run, and the one connection to it. */
import type { Duplex } from 'node:stream';
import type { Engine, Labels } from '#engine/engine.ts';
import type { ExecStream } from '#engine/service.ts';
import { messageOf, UserError } from '#errors';
import type { Shell } from '../shell.ts';
import { ChannelShell } from './channel-shell.ts';
import { workspaceLimits } from './limits.ts';
import { type CommandOptions, type CommandResult, runCommand } from './run-command.ts';
import { makeSessionKeys } from './session-keys.ts';
import { SshLink } from './ssh-link.ts';

/** Fixed in the image: `labs/bases/workspace/sshd_config`. */
const engineSocket = '/run/stagecraft/docker.sock';
const serveSession = '/usr/local/lib/stagecraft/serve-session';
/** `sh` starts it, so that no file of the learner's is read before. */
const shellCommand = 'cd ~/lab 2>/dev/null; SHELL=/bin/bash exec /bin/bash';

/** A program that prints lines until it is stopped; disposing stops it. */
export interface Watch extends Disposable {
	/** Resolves when it has ended by itself, or its connection has. */
	readonly ended: Promise<unknown>;
}

export interface WorkspaceRequest {
	readonly engine: Engine;
	/** Reference of the workspace image. */
	readonly image: string;
	/** Name of the session's network. */
	readonly network: string;
	readonly labels: Labels;
	/** Each connection of the learner's docker command. */
	readonly onDocker: (connection: Duplex) => void;
	readonly signal?: AbortSignal;
}

export interface AttachRequest extends Pick<WorkspaceRequest, 'engine' | 'onDocker' | 'signal'> {
	/** Id of a workspace's container that runs. */
	readonly container: string;
}

export class Workspace implements AsyncDisposable {
	/** Id of its container. */
	readonly container: string;
	/** Resolves when the connection to it is gone. Never rejects. */
	readonly lost: Promise<Error | undefined>;
	readonly #engine: Engine;
	readonly #link: SshLink;

	private constructor(engine: Engine, container: string, link: SshLink) {
		this.#engine = engine;
		this.container = container;
		this.#link = link;
		this.lost = link.lost;
	}

	/** Starts a container and connects. Throws UserError `image-not-found`, `workspace-failed`, `engine-request-failed`. */
	static async start(request: WorkspaceRequest): Promise<Workspace> {
		const { engine, image, network, labels, signal } = request;
		const options = signal && { signal };
		const container = await engine.containers.start(
			{
				image,
				cmd: ['sleep', 'infinity'],
				user: 'learner',
				hostname: 'workspace',
				labels,
				limits: workspaceLimits,
				network,
			},
			options,
		);
		try {
			return await Workspace.attach({ ...request, container });
		} catch (error) {
			await engine.containers.remove(container);
			throw error;
		}
	}

	/** Connects to a workspace that runs already. Programs of an earlier connection do not live on. */
	static async attach({ engine, container, onDocker, signal }: AttachRequest): Promise<Workspace> {
		const keys = makeSessionKeys();
		const { hostPrivate, runnerPublic } = keys;
		const cmd = [serveSession, String(Buffer.byteLength(hostPrivate))];
		const stream = await engine.containers.exec(container, { cmd, user: 'learner' }, signal && { signal });
		stream.write(`${hostPrivate}${runnerPublic}\n`);
		try {
			const link = await SshLink.open(stream, keys);
			await link.listenOnSocket(engineSocket, onDocker);
			return new Workspace(engine, container, link);
		} catch (error) {
			stream.destroy();
			throw notConnected(stream, error);
		}
	}

	async openShell(size: { readonly columns: number; readonly rows: number }, options: ShellOptions): Promise<Shell> {
		const { columns, rows } = size;
		const pty = { term: 'xterm-256color', cols: columns, rows, width: 0, height: 0, modes: {} };
		const env = { COLORTERM: 'truecolor', ...(options.greeting && { STAGECRAFT_GREETING: 'yes' }) };
		return new ChannelShell(await this.#link.start(shellCommand, { pty, env }));
	}

	/** Runs a command to its end. Throws UserError `workspace-failed`. */
	run(command: readonly string[], options: CommandOptions): Promise<CommandResult> {
		return runCommand(this.#link, command, options);
	}

	/** Starts a program for as long as it is wanted, and tells whenever it prints. */
	async watch(program: string, onOutput: () => void): Promise<Watch> {
		const { channel, ended } = await this.#link.start(program);
		channel.on('data', () => onOutput());
		channel.stderr.resume();
		return { ended, [Symbol.dispose]: () => channel.close() };
	}

	/** A connection to an address in the session's network. */
	dial(address: string, port: number): Promise<Duplex> {
		return this.#link.dial(address, port);
	}

	/** Owns a port of the workspace's localhost. Rejects when a program of the learner has it. */
	async listen(port: number, onConnection: (connection: Duplex) => void): Promise<AsyncDisposable> {
		await this.#link.listenOnPort(port, onConnection);
		return { [Symbol.asyncDispose]: () => this.#link.stopListening(port).catch(() => undefined) };
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#link[Symbol.dispose]();
		await this.#engine.containers.remove(this.container);
	}
}

export interface ShellOptions {
	/** Says what is here before the first prompt. */
	readonly greeting: boolean;
}

function notConnected(stream: ExecStream, error: unknown): UserError {
	if (error instanceof UserError) return error;
	const words = stream.stderrTail().trim() || messageOf(error);
	return new UserError(
		'workspace-failed',
		`The workspace was started and did not answer: ${words}`,
		'Start the session again; if it fails again, run stagecraft doctor.',
		error,
	);
}

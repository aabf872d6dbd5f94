/** One SSH connection over one two-way stream; everything between the runner and a workspace goes through it. */
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import ssh2, { type Client, type ClientChannel, type ExecOptions } from 'ssh2';
import type { SessionKeys } from './session-keys.ts';

/** A container that was just started on a busy machine may take seconds to answer; longer than this it never does. */
const readyMilliseconds = 30_000;
/** How often a silent connection is asked whether it lives, and how often in vain: an engine that froze is noticed. */
const keepAliveMilliseconds = 15_000;
const keepAliveTries = 4;
/** Connections that programs in the workspace may have open to us at a time, for the engine's socket and forwards together. */
const maxIncoming = 128;
/** Where a connection to a port says that it comes from; sshd writes it into a log that nobody reads. */
const nominalSource = { address: '127.0.0.1', port: 0 };

/** A command that was started, and how it ends: without an exit code when a signal or a broken connection ended it. */
export interface LinkedCommand {
	readonly channel: ClientChannel;
	/** Resolves once the output has been read to its end. Never rejects. */
	readonly ended: Promise<{ readonly exitCode?: number }>;
}

export type OnConnection = (connection: Duplex) => void;

export class SshLink implements Disposable {
	/** Resolves when the connection is gone, with what it broke of, if it did. Never rejects. */
	readonly lost: Promise<Error | undefined>;
	readonly #client: Client;
	readonly #sockets = new Map<string, OnConnection>();
	readonly #ports = new Map<number, OnConnection>();
	#incoming = 0;

	private constructor(client: Client) {
		this.#client = client;
		this.lost = new Promise((resolve) => {
			let failure: Error | undefined;
			client.on('error', (error) => {
				failure = error;
			});
			client.on('close', () => resolve(failure));
		});
		client.on('unix connection', ({ socketPath }, accept, reject) =>
			this.#take(this.#sockets.get(socketPath), accept, reject),
		);
		client.on('tcp connection', ({ destPort }, accept, reject) =>
			this.#take(this.#ports.get(destPort), accept, reject),
		);
	}

	/**
	 * Speaks SSH on a stream, as the user `learner`. Takes no other host key than that of `keys`.
	 *
	 * @throws the connection's own errors.
	 */
	static async open(stream: Duplex, keys: SessionKeys): Promise<SshLink> {
		const client = new ssh2.Client();
		const link = new SshLink(client);
		const ready = once(client, 'ready');
		client.connect({
			sock: stream,
			username: 'learner',
			privateKey: keys.runnerPrivate,
			hostVerifier: (key: Buffer) => key.equals(keys.hostPublic),
			readyTimeout: readyMilliseconds,
			keepaliveInterval: keepAliveMilliseconds,
			keepaliveCountMax: keepAliveTries,
		});
		try {
			await ready;
			return link;
		} catch (error) {
			client.destroy();
			throw error;
		}
	}

	/** Starts a command of `sh`; with `pty` on a terminal. */
	start(command: string, options: ExecOptions = {}): Promise<LinkedCommand> {
		return new Promise((resolve, reject) => {
			this.#client.exec(command, options, (error, channel) => {
				if (error) reject(error);
				// Listens at once: a short command may have ended in the packets that were read with its start.
				else resolve({ channel, ended: endOf(channel) });
			});
		});
	}

	/** A connection to an address that the workspace reaches. */
	dial(address: string, port: number): Promise<Duplex> {
		const from = nominalSource;
		return new Promise((resolve, reject) => {
			this.#client.forwardOut(from.address, from.port, address, port, (error, channel) =>
				error ? reject(error) : resolve(channel),
			);
		});
	}

	/** Owns a unix socket in the workspace: each connection to it arrives here. */
	listenOnSocket(path: string, onConnection: OnConnection): Promise<void> {
		this.#sockets.set(path, onConnection);
		return new Promise((resolve, reject) => {
			this.#client.openssh_forwardInStreamLocal(path, (error) => (error ? reject(error) : resolve()));
		});
	}

	/** Owns a port of the workspace's localhost. Rejects when a program of the learner has it. */
	async listenOnPort(port: number, onConnection: OnConnection): Promise<void> {
		this.#ports.set(port, onConnection);
		try {
			await new Promise<void>((resolve, reject) => {
				this.#client.forwardIn('localhost', port, (error) => (error ? reject(error) : resolve()));
			});
		} catch (error) {
			this.#ports.delete(port);
			throw error;
		}
	}

	async stopListening(port: number): Promise<void> {
		if (!this.#ports.delete(port)) return;
		await new Promise<void>((resolve, reject) => {
			this.#client.unforwardIn('localhost', port, (error) => (error ? reject(error) : resolve()));
		});
	}

	[Symbol.dispose](): void {
		this.#client.end();
		this.#client.destroy();
	}

	#take(listener: OnConnection | undefined, accept: () => Duplex, reject: () => void): void {
		if (listener === undefined || this.#incoming >= maxIncoming) {
			reject();
			return;
		}
		const connection = accept();
		this.#incoming += 1;
		connection.once('close', () => {
			this.#incoming -= 1;
		});
		listener(connection);
	}
}

function endOf(channel: ClientChannel): LinkedCommand['ended'] {
	return new Promise((resolve) => {
		let exitCode: number | undefined;
		channel.on('exit', (code: number | null) => {
			exitCode = code ?? undefined;
		});
		channel.on('close', () => resolve(exitCode === undefined ? {} : { exitCode }));
		// Its connection broke: that ends it.
		channel.on('error', () => undefined);
	});
}

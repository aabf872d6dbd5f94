import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { Agent } from 'node:http';
import { Duplex, type Readable, type Writable } from 'node:stream';

/**
 * Dials an engine through the user's own OpenSSH, as the `docker` command does, so that host keys, agents and
 * jump hosts of the user's configuration hold. One ssh process per connection.
 */
export class SshAgent extends Agent {
	readonly #destination: string;
	readonly #port: number | undefined;
	readonly #children = new Set<ChildProcessByStdio<Writable, Readable, null>>();

	constructor(destination: string, port?: number) {
		super({ keepAlive: false });
		this.#destination = destination;
		this.#port = port;
	}

	override createConnection(): Duplex {
		const port = this.#port === undefined ? [] : ['-p', String(this.#port)];
		const child = spawn(
			'ssh',
			['-T', '-o', 'BatchMode=yes', ...port, '--', this.#destination, 'docker', 'system', 'dial-stdio'],
			{ stdio: ['pipe', 'pipe', 'ignore'] },
		);
		const stream = Duplex.from({ readable: child.stdout, writable: child.stdin });
		this.#children.add(child);
		child.on('error', (error) => stream.destroy(error));
		child.on('exit', () => this.#children.delete(child));
		stream.on('close', () => child.kill());
		return stream;
	}

	override destroy(): void {
		for (const child of this.#children) {
			child.kill();
		}
		super.destroy();
	}
}

import { Agent } from 'node:http';
import type { Duplex } from 'node:stream';
import { SshStream, type SshTarget } from './ssh-stream.ts';

/**
 * Dials an engine through the user's own OpenSSH, as the `docker` command does, so that host keys, agents and
 * jump hosts of the user's configuration hold. One ssh process per connection.
 */
export class SshAgent extends Agent {
	readonly #target: SshTarget;
	readonly #streams = new Set<SshStream>();

	constructor(target: SshTarget) {
		super({ keepAlive: false });
		this.#target = target;
	}

	override createConnection(): Duplex {
		const stream = new SshStream(this.#target);
		this.#streams.add(stream);
		stream.on('close', () => this.#streams.delete(stream));
		return stream;
	}

	override destroy(): void {
		for (const stream of this.#streams) {
			stream.destroy();
		}
		super.destroy();
	}
}

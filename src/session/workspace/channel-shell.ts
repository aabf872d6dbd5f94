import type { Duplex } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import type { Shell } from '../shell.ts';
import type { LinkedCommand } from './ssh-link.ts';

/** A program on a terminal of the workspace, over one channel of the connection. */
export class ChannelShell implements Shell {
	readonly stream: Duplex;
	readonly ended: Promise<{ readonly exitCode?: number }>;
	readonly #channel: ClientChannel;

	constructor({ channel, ended }: LinkedCommand) {
		this.#channel = channel;
		this.stream = channel;
		this.ended = ended;
	}

	resize(columns: number, rows: number): void {
		// Sizes in pixels are for programs that draw images; 0 says that they are not known.
		if (this.#channel.writable) this.#channel.setWindow(rows, columns, 0, 0);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#channel.close();
		// Its end is told behind the output that nobody reads any more.
		this.#channel.resume();
		await this.ended;
	}
}

import { Duplex } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import type { Shell } from '../shell.ts';

/** A program on a terminal of the workspace, over one channel of the connection. */
export class ChannelShell implements Shell {
	readonly stream: Duplex;
	readonly ended: Promise<{ readonly exitCode?: number }>;
	readonly #channel: ClientChannel;

	/** @param onInput told whenever something is typed. */
	constructor(channel: ClientChannel, onInput: () => void) {
		this.#channel = channel;
		this.stream = new ShellStream(channel, onInput);
		this.ended = new Promise((resolve) => {
			let exitCode: number | undefined;
			channel.on('exit', (code: number | null) => {
				exitCode = code ?? undefined;
			});
			channel.on('close', () => resolve(exitCode === undefined ? {} : { exitCode }));
		});
	}

	resize(columns: number, rows: number): void {
		// Sizes in pixels are for programs that draw images; 0 says that they are not known.
		if (!this.#channel.destroyed) this.#channel.setWindow(rows, columns, 0, 0);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.stream.destroy();
		await this.ended;
	}
}

/** The channel's bytes, with a look at whether somebody types. */
class ShellStream extends Duplex {
	readonly #channel: ClientChannel;
	readonly #onInput: () => void;

	constructor(channel: ClientChannel, onInput: () => void) {
		super();
		this.#channel = channel;
		this.#onInput = onInput;
		channel.on('data', (bytes: Buffer) => {
			if (!this.push(bytes)) channel.pause();
		});
		channel.on('end', () => this.push(null));
		channel.on('error', (error: Error) => this.destroy(error));
		channel.on('close', () => {
			if (!this.readableEnded) this.push(null);
		});
	}

	override _read(): void {
		this.#channel.resume();
	}

	override _write(chunk: Buffer, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
		this.#onInput();
		// A shell that has just ended takes no more input; that is no failure.
		if (this.#channel.writable) this.#channel.write(chunk, () => callback());
		else callback();
	}

	override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
		this.#channel.close();
		callback(error);
	}
}

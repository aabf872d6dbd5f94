import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { BoundedBytes } from './bounded-bytes.ts';
import { Demultiplexer } from './demultiplexer.ts';

/** Time for the last output to arrive after the container's end: it is on its way already. */
const drainMilliseconds = 5_000;

/** What a container writes, kept up to a limit. Disposing closes the connection. */
export class ContainerOutput implements Disposable {
	readonly #socket: Duplex;
	readonly #stdout: BoundedBytes;
	readonly #stderr: BoundedBytes;
	readonly #ended: Promise<void>;

	/**
	 * @param limit bytes kept of each stream.
	 * @param onOverflow called once, when a stream goes above the limit; nothing more is read then.
	 */
	constructor(socket: Duplex, limit: number, onOverflow: () => void) {
		this.#socket = socket;
		this.#stdout = new BoundedBytes(limit);
		this.#stderr = new BoundedBytes(limit);
		const keep = (sink: BoundedBytes) => (chunk: Uint8Array) => {
			if (!sink.append(chunk) && !socket.destroyed) {
				socket.destroy();
				onOverflow();
			}
		};
		const demultiplexer = new Demultiplexer({ stdout: keep(this.#stdout), stderr: keep(this.#stderr) });
		socket.on('data', (chunk: Buffer) => demultiplexer.write(chunk));
		this.#ended = new Promise((resolve) => {
			socket.on('close', resolve);
			socket.on('end', resolve);
			// A broken connection ends the output; how the container ended is asked for on another one.
			socket.on('error', () => resolve());
		});
	}

	/** Sends standard input, and closes it unless the program is to wait for more. */
	feed(stdin: Uint8Array, keepOpen: boolean): void {
		if (keepOpen) this.#socket.write(stdin);
		else this.#socket.end(stdin);
	}

	/** Waits for the rest of the output of a container that has exited. */
	async drain(): Promise<void> {
		const timer = new AbortController();
		const late = delay(drainMilliseconds, undefined, { signal: timer.signal }).catch(() => undefined);
		await Promise.race([this.#ended, late]);
		timer.abort();
	}

	get stdout(): Uint8Array {
		return this.#stdout.bytes();
	}

	get stderr(): Uint8Array {
		return this.#stderr.bytes();
	}

	[Symbol.dispose](): void {
		this.#socket.destroy();
	}
}

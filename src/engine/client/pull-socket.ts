import { connect, type NetConnectOpts, type Socket } from 'node:net';

/** Bytes read at a time: as much as the kernel's socket buffers usually hold. */
const bufferBytes = 64 * 1024;

/** Where a connection without TLS goes. */
export type PlainTarget = { readonly path: string } | { readonly host: string; readonly port: number };

/**
 * A connection that is read into one buffer, piece by piece, when asked. A `Readable` makes a new buffer for each piece,
 * and the garbage collector lets 100 MB of them gather while a large image passes.
 */
export class PullSocket implements Disposable {
	readonly #socket: Socket;
	readonly #stopListening: () => void;
	#piece: Buffer | undefined;
	#ended = false;
	#failure: unknown;
	#wake: (() => void) | undefined;

	constructor(target: PlainTarget, signal?: AbortSignal) {
		const onread = {
			buffer: Buffer.allocUnsafe(bufferBytes),
			callback: (bytes: number, buffer: Uint8Array): boolean => {
				this.#piece = Buffer.from(buffer.buffer, buffer.byteOffset, bytes);
				this.#wake?.();
				// Nothing more until this piece has been used.
				return false;
			},
		};
		this.#socket = connect({ ...target, onread } as NetConnectOpts);
		const abort = (): void => void this.#socket.destroy(new Error('stopped', { cause: signal?.reason }));
		signal?.addEventListener('abort', abort, { once: true });
		this.#stopListening = () => signal?.removeEventListener('abort', abort);
		this.#socket.on('error', (error) => {
			this.#failure = error;
		});
		this.#socket.on('close', () => {
			this.#ended = true;
			this.#wake?.();
		});
		if (signal?.aborted) abort();
	}

	write(text: string): void {
		this.#socket.write(text);
	}

	/** The next piece, good until the next call; undefined at the end. Rejects when the connection fails. */
	async read(): Promise<Buffer | undefined> {
		this.#socket.resume();
		while (this.#piece === undefined && !this.#ended) {
			await new Promise<void>((resolve) => {
				this.#wake = resolve;
			});
		}
		const piece = this.#piece;
		this.#piece = undefined;
		if (piece === undefined && this.#failure !== undefined) throw this.#failure;
		return piece;
	}

	[Symbol.dispose](): void {
		this.#stopListening();
		this.#socket.destroy();
	}
}

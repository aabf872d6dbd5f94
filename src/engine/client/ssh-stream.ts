import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { Duplex } from 'node:stream';

/** Characters of ssh's own words that are kept for an error: its last line says what is wrong. */
const wordsLength = 2_000;

export interface SshTarget {
	/** `host` or `user@host`. */
	readonly destination: string;
	readonly port?: number | undefined;
	/** Default `ssh`, found on the PATH. */
	readonly program?: string;
}

/** A connection to the engine of another machine: the standard streams of an ssh process. Ends with the process. */
export class SshStream extends Duplex {
	readonly #child: ChildProcessWithoutNullStreams;
	readonly #destination: string;
	#words = '';
	#answered = false;

	constructor({ destination, port, program = 'ssh' }: SshTarget) {
		super();
		const portArgs = port === undefined ? [] : ['-p', String(port)];
		const args = ['-T', '-o', 'BatchMode=yes', ...portArgs, '--', destination, 'docker', 'system', 'dial-stdio'];
		this.#destination = destination;
		this.#child = spawn(program, args, { stdio: 'pipe' });
		this.#listen();
	}

	#listen(): void {
		const { stdout, stderr, stdin } = this.#child;
		stdout.on('data', (chunk: Buffer) => {
			this.#answered = true;
			if (!this.push(chunk)) {
				stdout.pause();
			}
		});
		stdout.on('end', () => {
			// A connection that was never made ends here too; its exit status then says why.
			if (this.#answered) {
				this.push(null);
			}
		});
		stderr.on('data', (chunk: Buffer) => {
			this.#words = (this.#words + chunk.toString('utf8')).slice(-wordsLength);
		});
		// A broken pipe is a consequence of the process's end, which is reported below.
		stdin.on('error', () => undefined);
		this.#child.on('error', (error) => this.destroy(error));
		this.#child.on('close', (status) => {
			if (!this.#answered) {
				const reason = this.#words.trim() || `exit status ${status}`;
				this.destroy(new Error(`ssh to ${this.#destination} failed: ${reason}`));
			} else if (this.readableLength === 0) {
				this.destroy();
			} else {
				// What arrived is still to be read.
				this.once('end', () => this.destroy());
			}
		});
	}

	override _read(): void {
		this.#child.stdout.resume();
	}

	override _write(chunk: Buffer, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
		this.#child.stdin.write(chunk, (error) => callback(this.#answered ? error : undefined));
	}

	override _final(callback: (error?: Error | null) => void): void {
		this.#child.stdin.end(() => callback());
	}

	override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
		this.#child.kill();
		callback(error);
	}
}

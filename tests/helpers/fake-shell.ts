/** A shell in memory: a test prints for it and sees what was typed. */
import { Duplex } from 'node:stream';
import type { Shell } from '#session/shell.ts';

export class FakeShell implements Shell {
	readonly sizes: string[] = [];
	typed = '';
	/** A program that does not read what is typed. */
	isDeaf = false;
	isDisposed = false;
	readonly #ended = Promise.withResolvers<{ exitCode?: number }>();
	#wanted = false;
	readonly stream = new Duplex({
		read: () => {
			this.#wanted = true;
		},
		write: (chunk: Buffer, _encoding, done) => {
			this.typed += chunk.toString();
			if (!this.isDeaf) done();
		},
	});

	/** Prints, as far as somebody reads: gives false when the shell has to wait. */
	print(output: string | Uint8Array): boolean {
		this.#wanted = false;
		return this.stream.push(output);
	}

	/** Prints so many bytes, each time somebody asks for more. Gives how many it could. */
	async flood(bytes: number, chunk: Uint8Array, isOver: () => boolean = () => false): Promise<number> {
		let printed = 0;
		while (printed < bytes && !isOver()) {
			if (this.print(chunk)) printed += chunk.length;
			else {
				printed += chunk.length;
				while (!this.#wanted && !isOver()) await new Promise<void>((resolve) => setImmediate(resolve));
			}
		}
		return printed;
	}

	resize(columns: number, rows: number): void {
		this.sizes.push(`${columns}x${rows}`);
	}

	get ended(): Promise<{ exitCode?: number }> {
		return this.#ended.promise;
	}

	end(exitCode?: number): void {
		this.stream.push(null);
		this.#ended.resolve(exitCode === undefined ? {} : { exitCode });
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.isDisposed = true;
		this.end();
		await this.#ended.promise;
	}
}

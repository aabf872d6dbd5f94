import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { ifMissing } from '#errors';
import type { BaseState } from './state.ts';

/** Time between two writes: those who wait for us look about as often. */
const everyMilliseconds = 400;

/** The states of a preparation in a file, for other processes that wait for it; gone when it ends. */
export class SharedProgress implements AsyncDisposable {
	readonly #file: string;
	#latest: readonly BaseState[] = [];
	#timer: NodeJS.Timeout | undefined;
	#writing = Promise.resolve();

	constructor(file: string) {
		this.#file = file;
	}

	/** Notes the states; they are written a little later. */
	tell(states: readonly BaseState[]): void {
		this.#latest = states;
		this.#timer ??= setTimeout(() => {
			// Who waits sees less; a disk that is full is told by the preparation itself.
			this.#writing = this.#write().catch(() => undefined);
		}, everyMilliseconds);
	}

	async #write(): Promise<void> {
		this.#timer = undefined;
		const unfinished = `${this.#file}.unfinished`;
		await writeFile(unfinished, JSON.stringify(this.#latest));
		await rename(unfinished, this.#file);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		clearTimeout(this.#timer);
		await this.#writing;
		await rm(this.#file, { force: true });
	}
}

/** What the process that prepares told last; empty when there is nothing to read. */
export async function readSharedProgress(file: string): Promise<readonly BaseState[]> {
	return JSON.parse(await readFile(file, 'utf8').catch(ifMissing('[]'))) as readonly BaseState[];
}

/** Starts a sync whenever something has changed on either side. */
import { setTimeout as delay } from 'node:timers/promises';
import type { FileSync } from './file-sync.ts';
import type { LearnerFiles } from './learner-files.ts';
import type { RemoteFiles } from './remote-files.ts';

/** An editor writes a file in several steps: this long after the first one it has done so. */
const gatherMilliseconds = 30;
/** Rests after a sync as long as it took, so that a program that writes without end gets half of the work; at most this long. */
const longestRestMilliseconds = 250;
/** How often the runner's folder is looked at: the learner may use an editor of their own on it. */
const folderMilliseconds = 2000;
/** Before a failed sync is tried again, and before a watch that has ended is started again. */
const againMilliseconds = 2000;

export interface SyncLoopParts {
	readonly sync: Pick<FileSync, 'settle'>;
	readonly files: LearnerFiles;
	readonly remote: Pick<RemoteFiles, 'watch'>;
	/** Told after each sync: undefined when it went well. */
	readonly onSettled: (error: unknown) => void;
}

export class SyncLoop implements AsyncDisposable {
	readonly #parts: SyncLoopParts;
	readonly #stop = new AbortController();
	readonly #work: readonly Promise<void>[];
	readonly #listening: Disposable;
	#wanted = Promise.withResolvers<void>();

	constructor(parts: SyncLoopParts) {
		this.#parts = parts;
		this.#listening = parts.files.onChange(() => this.#wanted.resolve());
		this.#work = [this.#syncs(), this.#watches(), this.#looksAtFolder()];
	}

	/** Stops without a last sync. */
	async [Symbol.asyncDispose](): Promise<void> {
		this.#listening[Symbol.dispose]();
		this.#stop.abort();
		this.#wanted.resolve();
		await Promise.all(this.#work);
	}

	async #syncs(): Promise<void> {
		const { sync, onSettled } = this.#parts;
		for (;;) {
			await this.#wanted.promise;
			await this.#pause(gatherMilliseconds);
			if (this.#stop.signal.aborted) return;
			this.#wanted = Promise.withResolvers<void>();
			const began = performance.now();
			try {
				await sync.settle();
				onSettled(undefined);
				await this.#pause(Math.min(performance.now() - began, longestRestMilliseconds));
			} catch (error) {
				if (this.#stop.signal.aborted) return;
				onSettled(error);
				this.#wanted.resolve();
				await this.#pause(againMilliseconds);
			}
		}
	}

	/** The watch in the workspace is a program of the learner's, who may end it. */
	async #watches(): Promise<void> {
		const stopped = new Promise<void>((resolve) => this.#stop.signal.addEventListener('abort', () => resolve()));
		while (!this.#stop.signal.aborted) {
			try {
				using watch = await this.#parts.remote.watch(() => this.#wanted.resolve());
				// What happened before the watch began.
				this.#wanted.resolve();
				await Promise.race([watch.ended, stopped]);
			} catch {
				// The connection is gone; who holds the workspace notices that too, and ends this loop.
			}
			await this.#pause(againMilliseconds);
		}
	}

	async #looksAtFolder(): Promise<void> {
		let before = '';
		while (!this.#stop.signal.aborted) {
			await this.#pause(folderMilliseconds);
			const found = await this.#parts.files.list().catch(() => new Map());
			const now = JSON.stringify([...found].map(([path, { version }]) => [path, version]));
			if (now !== before) this.#wanted.resolve();
			before = now;
		}
	}

	async #pause(milliseconds: number): Promise<void> {
		await delay(milliseconds, undefined, { signal: this.#stop.signal }).catch(() => undefined);
	}
}

/**
 * Transfer sizes of layers. Compressing a gigabyte takes half a minute, and the layers of a base are the same in every image
 * on it: each is compressed once, also when several images with it are read at the same time.
 */
import { addAbortListener } from 'node:events';
import { z } from 'zod';
import type { TransferSizes } from '#image/transfer-sizes.ts';
import type { SubmissionDatabase } from '../database.ts';

const rowSchema = z.object({ bytes: z.number() });

export class TransferStore {
	readonly #database: SubmissionDatabase;
	/** Layers that somebody in this process compresses now, and the end of that, good or bad. */
	readonly #running = new Map<string, PromiseWithResolvers<void>>();

	constructor(database: SubmissionDatabase) {
		this.#database = database;
	}

	find(diffId: string): number | undefined {
		return this.#database.all(rowSchema, 'SELECT bytes FROM transfers WHERE diffId = ?', diffId)[0]?.bytes;
	}

	keep(diffId: string, bytes: number): void {
		this.#database.run('INSERT OR REPLACE INTO transfers VALUES (?, ?)', diffId, bytes);
	}

	/** For the reading of one image. Dispose of it when that has ended: what it began and did not finish is for others then. */
	reading(): TransferReading {
		return new TransferReading(this, this.#running);
	}
}

export class TransferReading implements TransferSizes, Disposable {
	readonly #store: TransferStore;
	readonly #running: Map<string, PromiseWithResolvers<void>>;
	readonly #mine = new Set<string>();
	readonly #others = new Set<Promise<void>>();

	constructor(store: TransferStore, running: Map<string, PromiseWithResolvers<void>>) {
		this.#store = store;
		this.#running = running;
	}

	find(diffId: string): number | 'elsewhere' | undefined {
		const known = this.#store.find(diffId);
		if (known !== undefined || this.#mine.has(diffId)) return known;
		const running = this.#running.get(diffId);
		if (running !== undefined) {
			this.#others.add(running.promise);
			return 'elsewhere';
		}
		this.#running.set(diffId, Promise.withResolvers());
		this.#mine.add(diffId);
		return undefined;
	}

	measured(diffId: string, bytes: number): void {
		this.#store.keep(diffId, bytes);
		this.#end(diffId);
	}

	/**
	 * Waits until nobody else compresses a layer that this reading asked for. Nobody waits here while others wait for him:
	 * it is called when the reading has compressed what was its own.
	 */
	async others(signal: AbortSignal): Promise<void> {
		const { promise, reject } = Promise.withResolvers<never>();
		using _listener = addAbortListener(signal, () => reject(signal.reason));
		await Promise.race([Promise.all(this.#others), promise]);
	}

	[Symbol.dispose](): void {
		for (const diffId of this.#mine) this.#end(diffId);
	}

	#end(diffId: string): void {
		if (!this.#mine.delete(diffId)) return;
		this.#running.get(diffId)?.resolve();
		this.#running.delete(diffId);
	}
}

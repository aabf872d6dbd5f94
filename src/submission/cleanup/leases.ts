/** Locks by name between all processes of a data folder; the lock of a dead process is free. */
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { SubmissionDatabase } from '../database.ts';
import type { ProcessRegistry } from './process-registry.ts';

/** What is waited for takes seconds to minutes. */
const pollMilliseconds = 100;

const holderSchema = z.object({ process: z.string() });

export class Leases {
	readonly #database: SubmissionDatabase;
	readonly #registry: ProcessRegistry;

	constructor(database: SubmissionDatabase, registry: ProcessRegistry) {
		this.#database = database;
		this.#registry = registry;
	}

	/**
	 * Waits until nobody holds `name`, and tells once when it has to; disposing the result frees it. Rejects with the
	 * signal's reason.
	 */
	async take(name: string, signal?: AbortSignal, onWait?: () => void): Promise<Disposable> {
		const number = randomBytes(8).toString('hex');
		for (let tries = 0; !this.#tryTake(name, number); tries += 1) {
			if (tries === 0) onWait?.();
			await this.#freeDead(name);
			await wait(pollMilliseconds, undefined, signal === undefined ? {} : { signal });
		}
		return {
			[Symbol.dispose]: () => void this.#database.run('DELETE FROM leases WHERE number = ?', number),
		};
	}

	#tryTake(name: string, number: string): boolean {
		return this.#database.run('INSERT OR IGNORE INTO leases VALUES (?, ?, ?)', name, this.#registry.id, number) === 1;
	}

	async #freeDead(name: string): Promise<void> {
		const { live } = await this.#registry.split();
		const holders = this.#database.all(holderSchema, 'SELECT process FROM leases WHERE name = ?', name);
		for (const { process } of holders) {
			if (live.has(process)) continue;
			this.#database.run('DELETE FROM leases WHERE name = ? AND process = ?', name, process);
		}
	}
}

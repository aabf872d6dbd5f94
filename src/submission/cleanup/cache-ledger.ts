/**
 * Whose is a record of the build cache? BuildKit puts no label on them. So the list is looked at whenever a grading begins or
 * ends: a record that was not there before belongs to all gradings that ran since the last look, and it goes when the last
 * of them has ended. Records that appear while none runs are somebody else's and are never touched.
 */
import { z } from 'zod';
import type { CacheRecord, Engine } from '#engine/engine.ts';
import type { SubmissionDatabase } from '../database.ts';

const idSchema = z.object({ id: z.string() });
const newestSchema = z.object({ newest: z.number() });

interface Look {
	readonly records: readonly CacheRecord[];
	readonly newest: number;
}

/**
 * A record goes only after those that stand on it, and the engine may need a moment to let go of one. Each round
 * removes at least one of a chain; longer chains than this are left for the next end of a grading.
 */
const maxRounds = 20;

export class CacheLedger {
	readonly #database: SubmissionDatabase;
	readonly #engine: Engine;
	readonly #key: string;
	readonly #process: string;

	/** `process`: id of this process in the registry. */
	constructor(database: SubmissionDatabase, engine: Engine, process: string) {
		this.#database = database;
		this.#engine = engine;
		this.#key = engine.facts.address;
		this.#process = process;
	}

	/** `keeps`: what is built meanwhile stays in the cache, as for a learner who builds again and again. */
	async begin(grading: string, keeps: boolean): Promise<void> {
		const look = await this.#look();
		this.#database.transaction(() => {
			this.#take(look);
			this.#database.run('INSERT INTO gradings VALUES (?, ?, ?, ?)', grading, this.#process, this.#key, Number(keeps));
		});
	}

	/** Takes the grading out and removes the records that nobody owns any more. */
	async end(grading: string): Promise<void> {
		const look = await this.#look();
		this.#database.transaction(() => {
			this.#take(look);
			this.#release(grading);
		});
		await this.#removeOwnerless();
	}

	/** Ends all gradings of processes that are not alive, and removes what they left. */
	async sweep(live: ReadonlySet<string>): Promise<void> {
		const look = await this.#look();
		this.#database.transaction(() => {
			this.#take(look);
			const rowSchema = z.object({ id: z.string(), process: z.string() });
			const rows = this.#database.all(rowSchema, 'SELECT id, process FROM gradings WHERE engine = ?', this.#key);
			for (const { id, process } of rows) if (!live.has(process)) this.#release(id);
		});
		await this.#removeOwnerless();
	}

	/** What the engine has, and how far our own record went before it was asked. */
	async #look(): Promise<Look> {
		const [row] = this.#database.all(newestSchema, 'SELECT coalesce(max(rowid), 0) AS newest FROM records');
		return { newest: row?.newest ?? 0, records: await this.#engine.cache.list() };
	}

	/** Notes records that were not seen before, with their owners, and forgets those that are gone. In a transaction. */
	#take({ records, newest }: Look): void {
		const known = new Set(this.#ids('SELECT id FROM records WHERE engine = ?'));
		const there = new Set(records.map(({ id }) => id));
		for (const id of known) {
			// A row that another process added since then may be of a record that came after our look.
			if (!there.has(id)) this.#forget(id, newest);
		}
		const active = this.#ids('SELECT id FROM gradings WHERE engine = ?');
		const keepers = this.#ids('SELECT id FROM gradings WHERE engine = ? AND keeps = 1');
		const owned = active.length > 0 && keepers.length === 0;
		for (const { id } of records) {
			if (known.has(id)) continue;
			this.#database.run('INSERT INTO records VALUES (?, ?, ?)', this.#key, id, Number(owned));
			if (!owned) continue;
			for (const grading of active) {
				this.#database.run('INSERT INTO owners VALUES (?, ?, ?)', this.#key, id, grading);
			}
		}
	}

	#release(grading: string): void {
		this.#database.run('DELETE FROM gradings WHERE id = ?', grading);
		this.#database.run('DELETE FROM owners WHERE engine = ? AND grading = ?', this.#key, grading);
	}

	async #removeOwnerless(): Promise<void> {
		for (let round = 0; round < maxRounds; round += 1) {
			const ids = this.#ids(
				`SELECT id FROM records WHERE engine = ?1 AND owned = 1
				AND NOT EXISTS (SELECT 1 FROM owners WHERE engine = ?1 AND record = records.id)`,
			);
			if (ids.length === 0) return;
			await this.#engine.cache.remove(ids);
			const left = new Set((await this.#engine.cache.list()).map(({ id }) => id));
			const gone = ids.filter((id) => !left.has(id));
			for (const id of gone) this.#forget(id, Number.MAX_SAFE_INTEGER);
			if (gone.length === 0) return;
		}
	}

	#forget(id: string, newest: number): void {
		this.#database.run('DELETE FROM records WHERE engine = ? AND id = ? AND rowid <= ?', this.#key, id, newest);
	}

	#ids(sql: string): readonly string[] {
		return this.#database.all(idSchema, sql, this.#key).map(({ id }) => id);
	}
}

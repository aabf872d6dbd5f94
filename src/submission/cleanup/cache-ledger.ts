/**
 * Whose is a record of the build cache? BuildKit puts no label on them. So the list is looked at whenever a grading begins or
 * ends: a record that was not there before belongs to all gradings that ran since the last look, and it goes when the last
 * of them has ended. Records that appear while none runs are somebody else's and are never touched.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { CacheRecord, Engine } from '#engine/engine.ts';
import type { SubmissionDatabase } from '../database.ts';

const idSchema = z.object({ id: z.string() });
const recordSchema = z.object({ id: z.string(), owned: z.number() });
const gradingSchema = z.object({ id: z.string(), process: z.string() });
const ownerSchema = z.object({ record: z.string(), grading: z.string() });
const newestSchema = z.object({ newest: z.number() });

interface Look {
	readonly records: readonly CacheRecord[];
	readonly newest: number;
}

/** Rounds of removing: a record goes only after those that stand on it. What is left then is left for the next end. */
const maxRounds = 40;

/** Pause after a round that removed nothing: the engine lets go of a cancelled build within a second. */
const pauseMilliseconds = 100;

/** Rounds in which a record of ours that the engine does not show may come back: it hides one while a build uses a copy. */
const hiddenRounds = 10;

/** In the column `owned`: not ours; ours; ours, and not shown by the engine when we last looked. */
const owned = { no: 0, yes: 1, hidden: 2 } as const;

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

	/** Removes the records that nobody else owns, and takes the grading out. */
	async end(grading: string): Promise<void> {
		await this.#finish([grading]);
	}

	/** Ends all gradings of processes that are not alive, and removes what they left. */
	async sweep(liveProcesses: () => Promise<ReadonlySet<string>>): Promise<void> {
		const rows = this.#database.all(gradingSchema, 'SELECT id, process FROM gradings WHERE engine = ?', this.#key);
		// Asked after the rows were read: a process registers before its first grading.
		const live = await liveProcesses();
		await this.#finish(rows.filter(({ process }) => !live.has(process)).map(({ id }) => id));
	}

	/**
	 * The gradings count as running until all is gone: the engine may still use a record of a build that was cancelled, and
	 * shows it under another id when it lets go of it.
	 */
	async #finish(gradings: readonly string[]): Promise<void> {
		let unseen = 0;
		for (let round = 0; round < maxRounds; round += 1) {
			const look = await this.#look();
			const [ids, hidden] = this.#database.transaction(() => {
				this.#take(look);
				return [this.#ownedByNoneBut(gradings, owned.yes), this.#ownedByNoneBut(gradings, owned.hidden)];
			});
			if (ids.length === 0) {
				if (hidden.length === 0 || unseen === hiddenRounds) break;
				unseen += 1;
				await wait(pauseMilliseconds);
				continue;
			}
			await this.#engine.cache.remove(ids);
			const left = new Set((await this.#engine.cache.list()).map(({ id }) => id));
			const gone = ids.filter((id) => !left.has(id));
			for (const id of gone) this.#forget(id, Number.MAX_SAFE_INTEGER);
			if (gone.length === 0) await wait(pauseMilliseconds);
		}
		this.#database.transaction(() => {
			for (const grading of gradings) this.#release(grading);
		});
	}

	/** Records that go when these gradings end, those that an earlier end could not remove included. */
	#ownedByNoneBut(gradings: readonly string[], state: number): readonly string[] {
		const owners = this.#database.all(ownerSchema, 'SELECT record, grading FROM owners WHERE engine = ?', this.#key);
		const needed = new Set(owners.filter(({ grading }) => !gradings.includes(grading)).map(({ record }) => record));
		return this.#ids(`SELECT id FROM records WHERE engine = ? AND owned = ${state}`).filter((id) => !needed.has(id));
	}

	/** What the engine has, and how far our own record went before it was asked. */
	async #look(): Promise<Look> {
		const [row] = this.#database.all(newestSchema, 'SELECT coalesce(max(rowid), 0) AS newest FROM records');
		return { newest: row?.newest ?? 0, records: await this.#engine.cache.list() };
	}

	/**
	 * Notes records that were not seen before, with their owners, and forgets those that are gone. One of ours may come back:
	 * it is forgotten when nobody grades any more. In a transaction.
	 */
	#take({ records, newest }: Look): void {
		const known = new Map(
			this.#database
				.all(recordSchema, 'SELECT id, owned FROM records WHERE engine = ?', this.#key)
				.map((row) => [row.id, row.owned]),
		);
		const active = this.#ids('SELECT id FROM gradings WHERE engine = ?');
		const keepers = this.#ids('SELECT id FROM gradings WHERE engine = ? AND keeps = 1');
		const there = new Set(records.map(({ id }) => id));
		for (const [id, state] of known) {
			// A row that another process added since then may be of a record that came after our look.
			const seen = there.has(id) ? owned.yes : owned.hidden;
			if (seen === owned.hidden && (state === owned.no || active.length === 0)) this.#forget(id, newest);
			else if (state !== owned.no && state !== seen) this.#mark(id, seen, newest);
		}
		const isOurs = active.length > 0 && keepers.length === 0;
		for (const { id } of records) {
			if (known.has(id)) continue;
			this.#database.run('INSERT INTO records VALUES (?, ?, ?)', this.#key, id, isOurs ? owned.yes : owned.no);
			if (!isOurs) continue;
			for (const grading of active) {
				// Owned already where the engine hid the record for a while and shows it again.
				this.#database.run('INSERT OR IGNORE INTO owners VALUES (?, ?, ?)', this.#key, id, grading);
			}
		}
	}

	#mark(id: string, state: number, newest: number): void {
		const sql = 'UPDATE records SET owned = ? WHERE engine = ? AND id = ? AND rowid <= ?';
		this.#database.run(sql, state, this.#key, id, newest);
	}

	#release(grading: string): void {
		this.#database.run('DELETE FROM gradings WHERE id = ?', grading);
		this.#database.run('DELETE FROM owners WHERE engine = ? AND grading = ?', this.#key, grading);
	}

	#forget(id: string, newest: number): void {
		this.#database.run('DELETE FROM records WHERE engine = ? AND id = ? AND rowid <= ?', this.#key, id, newest);
	}

	#ids(sql: string): readonly string[] {
		return this.#database.all(idSchema, sql, this.#key).map(({ id }) => id);
	}
}

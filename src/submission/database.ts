/**
 * The small record, kept in the data folder, of what gradings made on engines: which process runs, which gradings it has,
 * which build-cache records are whose, which layer sizes are known. It outlives a killed process, and processes that share the folder see each other in it.
 *
 * Every use is one short transaction without an await inside, so that no process waits for another one's engine.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { z } from 'zod';

/** Two processes meet for milliseconds; a wait this long means that the disk hangs. */
const busyMilliseconds = 20_000;

const tables = `
	CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
	CREATE TABLE IF NOT EXISTS processes (
		id TEXT PRIMARY KEY, pid INTEGER NOT NULL, startTime TEXT NOT NULL, bootId TEXT NOT NULL
	) STRICT;
	CREATE TABLE IF NOT EXISTS gradings (
		id TEXT PRIMARY KEY, process TEXT NOT NULL, engine TEXT NOT NULL, keeps INTEGER NOT NULL
	) STRICT;
	CREATE TABLE IF NOT EXISTS records (
		engine TEXT NOT NULL, id TEXT NOT NULL, owned INTEGER NOT NULL, PRIMARY KEY (engine, id)
	) STRICT;
	CREATE TABLE IF NOT EXISTS owners (
		engine TEXT NOT NULL, record TEXT NOT NULL, grading TEXT NOT NULL, PRIMARY KEY (engine, record, grading)
	) STRICT;
	CREATE TABLE IF NOT EXISTS transfers (diffId TEXT PRIMARY KEY, bytes INTEGER NOT NULL) STRICT;
	CREATE TABLE IF NOT EXISTS leases (name TEXT PRIMARY KEY, process TEXT NOT NULL, number TEXT NOT NULL) STRICT;
`;

const idBytes = 6;

export class SubmissionDatabase implements Disposable {
	/** Names the data folder on an engine; the same for all its processes. */
	readonly dataId: string;
	readonly #database: DatabaseSync;

	/** Opens or makes `submission.db` in the data folder. */
	constructor(dataDir: string) {
		mkdirSync(dataDir, { recursive: true });
		this.#database = new DatabaseSync(join(dataDir, 'submission.db'), { timeout: busyMilliseconds });
		this.#database.exec('PRAGMA journal_mode = WAL');
		// What is written outlives this process at once, and a power cut a moment later, without a wait for the disk each time.
		this.#database.exec('PRAGMA synchronous = NORMAL');
		this.#database.exec(tables);
		this.dataId = this.transaction(() => {
			this.run("INSERT OR IGNORE INTO settings VALUES ('data-id', ?)", randomBytes(idBytes).toString('hex'));
			const row = this.#database.prepare("SELECT value FROM settings WHERE name = 'data-id'").get();
			return String(row?.['value']);
		});
	}

	/** Runs `work` with nobody else writing; undone when it throws. */
	transaction<Result>(work: () => Result): Result {
		this.#database.exec('BEGIN IMMEDIATE');
		try {
			const result = work();
			this.#database.exec('COMMIT');
			return result;
		} catch (error) {
			this.#database.exec('ROLLBACK');
			throw error;
		}
	}

	/** Gives the number of rows changed. */
	run(sql: string, ...values: SQLInputValue[]): number {
		return Number(this.#database.prepare(sql).run(...values).changes);
	}

	all<Row>(row: z.ZodType<Row>, sql: string, ...values: SQLInputValue[]): readonly Row[] {
		return row.array().parse(this.#database.prepare(sql).all(...values));
	}

	[Symbol.dispose](): void {
		this.#database.close();
	}
}

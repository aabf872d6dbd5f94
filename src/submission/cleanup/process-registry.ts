/** Which processes use the data folder now, so that what a dead one left can be told from what a live one still needs. */

import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { identify, isRunning, type ProcessIdentity } from '#engine/managed/process-identity.ts';
import { hasCode } from '#errors';
import type { SubmissionDatabase } from '../database.ts';

const rowSchema = z.object({ id: z.string(), pid: z.number(), startTime: z.string(), bootId: z.string() });

const idBytes = 4;

/** The entry of this process. Disposing takes it out. */
export class ProcessRegistry implements Disposable {
	/** Id of this process within the data folder. */
	readonly id: string;
	/** Value of the owner label of everything that this process makes: `<data folder>.<process>`. */
	readonly owner: string;
	readonly #database: SubmissionDatabase;

	private constructor(database: SubmissionDatabase, id: string) {
		this.#database = database;
		this.id = id;
		this.owner = `${database.dataId}.${id}`;
	}

	static async register(database: SubmissionDatabase): Promise<ProcessRegistry> {
		const registry = new ProcessRegistry(database, randomBytes(idBytes).toString('hex'));
		const { pid, startTime, bootId } = (await identify(process.pid)) ?? {
			pid: process.pid,
			startTime: '',
			bootId: '',
		};
		database.run('INSERT INTO processes VALUES (?, ?, ?, ?)', registry.id, pid, startTime, bootId);
		return registry;
	}

	/** Ids of the registered processes by whether they run. */
	async split(): Promise<{ readonly live: ReadonlySet<string>; readonly dead: readonly string[] }> {
		const rows = this.#database.all(rowSchema, 'SELECT id, pid, startTime, bootId FROM processes');
		const states = await Promise.all(rows.map(async (row) => ({ id: row.id, lives: await lives(row) })));
		return {
			live: new Set(states.filter((state) => state.lives).map(({ id }) => id)),
			dead: states.filter((state) => !state.lives).map(({ id }) => id),
		};
	}

	/** The process part of an owner label of this data folder; undefined for the label of another one. */
	processOf(owner: string | undefined): string | undefined {
		const prefix = `${this.#database.dataId}.`;
		return owner?.startsWith(prefix) ? owner.slice(prefix.length) : undefined;
	}

	forget(id: string): void {
		this.#database.run('DELETE FROM processes WHERE id = ?', id);
	}

	[Symbol.dispose](): void {
		this.forget(this.id);
	}
}

/** Where there is no /proc a number that answers counts as the same process: then a leftover may stay, never the reverse. */
async function lives(process: ProcessIdentity): Promise<boolean> {
	return process.startTime === '' ? answers(process.pid) : isRunning(process);
}

function answers(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return hasCode(error, 'EPERM');
	}
}

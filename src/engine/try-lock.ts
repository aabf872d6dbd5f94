import { DatabaseSync } from 'node:sqlite';

/** SQLite's code for a file that another connection has locked: https://www.sqlite.org/rescode.html#busy */
const busy = 5;

/**
 * Takes a lock on a file, or gives undefined when somebody has it: another process, or another caller in this one. The
 * system lets go of it when it is disposed and when the process ends in any way, so none is ever left behind.
 *
 * SQLite is what gives such a lock on every system that Node runs on.
 */
export function tryLock(file: string): Disposable | undefined {
	const database = new DatabaseSync(file);
	try {
		database.exec('BEGIN EXCLUSIVE');
	} catch (error) {
		database.close();
		if ((error as { errcode?: number }).errcode === busy) return undefined;
		throw error;
	}
	return { [Symbol.dispose]: () => database.close() };
}

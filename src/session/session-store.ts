/** What is kept of a session on the runner's disk, so that it goes on after a start of the course anew. */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ifMissing } from '#errors';
import { MemoryFile } from './files/sync-memory.ts';
import { terminalRecordSchema } from './terminal/terminal-record.ts';

const sessionRecordSchema = z.strictObject({
	/** Id of the session, which its objects on the engine carry. */
	session: z.string().regex(/^[a-z0-9]{16}$/),
	/** Id of the workspace's container. */
	container: z.string().regex(/^[a-z0-9]+$/),
	startedAt: z.iso.datetime(),
	terminals: z.array(z.strictObject({ id: z.string(), title: z.string(), record: terminalRecordSchema })),
});
export type SessionRecord = z.infer<typeof sessionRecordSchema>;

/** Of one lab, in a folder of its own. */
export class SessionStore {
	readonly #folder: string;
	/** Changes, one after the other: what is kept last stays, and nothing comes back that was forgotten. */
	#turn: Promise<void> = Promise.resolve();

	constructor(folder: string) {
		this.#folder = folder;
	}

	/** What the sync of the files remembers. */
	get memory(): MemoryFile {
		return new MemoryFile(join(this.#folder, 'files.json'));
	}

	/** Undefined where there is none, or one that this version of the course cannot read. */
	async load(): Promise<SessionRecord | undefined> {
		try {
			return sessionRecordSchema.safeParse(JSON.parse(await readFile(this.#file, 'utf8'))).data;
		} catch {
			return undefined;
		}
	}

	keep(record: SessionRecord): Promise<void> {
		return this.#inTurn(async () => {
			await mkdir(this.#folder, { recursive: true });
			const beside = `${this.#file}.new-${randomBytes(4).toString('hex')}`;
			await writeFile(beside, JSON.stringify(record), { mode: 0o600 });
			await rename(beside, this.#file);
		});
	}

	forget(): Promise<void> {
		return this.#inTurn(() => rm(this.#file, { force: true }));
	}

	#inTurn(work: () => Promise<void>): Promise<void> {
		const turn = this.#turn.then(work);
		this.#turn = turn.catch(() => undefined);
		return turn;
	}

	get #file(): string {
		return join(this.#folder, 'session.json');
	}
}

/** The labs of which something is kept. */
export async function storedLabs(folder: string): Promise<readonly string[]> {
	return await readdir(folder).catch(ifMissing([]));
}

/** What a sync has to remember over a crash, in one file beside the learner's files. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

const memorySchema = z.strictObject({
	/** Id of the workspace's container that `agreed` is about. */
	workspace: z.string(),
	/** Versions that both sides had last, by path. */
	agreed: z.record(z.string(), z.string()),
	/** Files that both sides changed, and where the text from the terminal is kept. */
	conflicts: z.array(z.strictObject({ path: z.string(), kept: z.string() })),
});
export type SyncMemory = z.infer<typeof memorySchema>;

/** Kept in a file, which is replaced whole. */
export class MemoryFile {
	readonly #file: string;
	#last = '';

	constructor(file: string) {
		this.#file = file;
	}

	/** Undefined where there is none, or none that can be read: then a workspace is taken for a new one. */
	async load(): Promise<SyncMemory | undefined> {
		try {
			return memorySchema.safeParse(JSON.parse(await readFile(this.#file, 'utf8'))).data;
		} catch {
			return undefined;
		}
	}

	/** Nothing is written when nothing is new. */
	async keep(memory: SyncMemory): Promise<void> {
		const text = JSON.stringify(memory);
		if (text === this.#last) return;
		await mkdir(dirname(this.#file), { recursive: true });
		const beside = `${this.#file}.new-${randomBytes(4).toString('hex')}`;
		await writeFile(beside, text, { flush: true });
		await rename(beside, this.#file);
		this.#last = text;
	}
}

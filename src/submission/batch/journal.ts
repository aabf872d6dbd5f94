/**
 * The finished reports of a batch on the disk, one line each, so that an interrupted batch goes on where it was. A line is on
 * the disk before its submission counts as finished; a line that was cut off by a crash is dropped when the file is read.
 */
import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ifMissing } from '#errors';
import { type Report, reportSchema } from '#protocol/report.ts';

const headSchema = z.strictObject({ schema: z.literal('stagecraft.journal/1'), terms: z.string() });

const lineSchema = z.strictObject({
	name: z.string().describe('Name of the submission'),
	hash: z.string().describe('sha256 over the files that were graded'),
	report: reportSchema,
});
type Line = z.infer<typeof lineSchema>;

/** Path of the journal of a batch: the same command finds the same one. */
export function journalPath(dataDir: string, identity: readonly string[]): string {
	const name = createHash('sha256').update(identity.join('\0')).digest('hex').slice(0, 16);
	return join(dataDir, 'batches', `${name}.ndjson`);
}

export class Journal implements AsyncDisposable {
	readonly #path: string;
	readonly #file: FileHandle;
	readonly #lines: Map<string, Line>;
	#last: Promise<void> = Promise.resolve();

	private constructor(path: string, file: FileHandle, lines: readonly Line[]) {
		this.#path = path;
		this.#file = file;
		this.#lines = new Map(lines.map((line) => [line.name, line]));
	}

	/**
	 * `terms`: what the reports depend on besides the files, as a text; a journal of other terms is not gone on with.
	 * Without `resume` it begins anew. The file is replaced as a whole, so that a crash leaves the old one or the new one.
	 */
	static async open(path: string, terms: string, resume: boolean): Promise<Journal> {
		const lines = resume ? await readLines(path, terms) : [];
		await mkdir(dirname(path), { recursive: true });
		const next = `${path}.${process.pid}.new`;
		const file = await open(next, 'w', 0o600);
		const texts = [{ schema: 'stagecraft.journal/1', terms }, ...lines].map((line) => `${JSON.stringify(line)}\n`);
		await file.writeFile(texts.join(''));
		await file.datasync();
		await rename(next, path);
		return new Journal(path, file, lines);
	}

	/** Number of reports that it began with. */
	get kept(): number {
		return this.#lines.size;
	}

	/** The report of an earlier run for the same files; undefined when they have changed, or when the fault was ours. */
	find(name: string, hash: string): Report | undefined {
		const line = this.#lines.get(name);
		return line !== undefined && line.hash === hash && hash !== '' && line.report.status === 'graded'
			? line.report
			: undefined;
	}

	/** Resolves when the line is on the disk. Calls at the same time are written one after the other. */
	append(name: string, hash: string, report: Report): Promise<void> {
		const line = `${JSON.stringify({ name, hash, report })}\n`;
		this.#last = this.#last.then(async () => {
			await this.#file.appendFile(line);
			await this.#file.datasync();
		});
		return this.#last;
	}

	/** For a batch that is done: nothing is left to go on with. */
	async remove(): Promise<void> {
		await rm(this.#path, { force: true });
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#last.catch(() => undefined);
		await this.#file.close();
	}
}

async function readLines(path: string, terms: string): Promise<readonly Line[]> {
	const text = await readFile(path, 'utf8').catch(ifMissing(''));
	const [head, ...rest] = text.split('\n');
	const first = headSchema.safeParse(parseJson(head ?? ''));
	if (!first.success || first.data.terms !== terms) return [];
	// What stands behind the last line end was cut off.
	return rest.slice(0, -1).flatMap((line) => {
		const parsed = lineSchema.safeParse(parseJson(line));
		return parsed.success ? [parsed.data] : [];
	});
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

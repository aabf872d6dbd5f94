/** The learner's own copy of each lab's files: made from the starter on first use, kept over reloads and restarts. */
import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '#errors';
import { type LoadedLab, starterFiles } from '#lab/lab-folder.ts';
import type { Work, WorkFile } from '#protocol/api.ts';
import { type Report, reportSchema } from '#protocol/report.ts';
import { type ChangeOutcome, type FolderFile, FolderFiles, missing } from './folder-files.ts';

type LabFileSpec = LoadedLab['lab']['files'][number];

/** Copies that are kept of work that was started over, the newest. More would only fill the disk. */
const keptBackups = 10;

/** Largest file that the page shows: the limit of a save in UTF-8. */
const maxFileBytes = 4_000_000;

/** The work on one lab, in `<folder>/files`; backups and the last report lie beside it. */
export class WorkFolder {
	readonly #loaded: LoadedLab;
	readonly #folder: string;
	readonly #disk: FolderFiles;
	readonly #listeners = new Set<(paths: readonly string[]) => void>();
	#last: Promise<unknown> = Promise.resolve();

	/** `folder`: of this lab alone, in the data folder. */
	constructor(loaded: LoadedLab, folder: string) {
		this.#loaded = loaded;
		this.#folder = folder;
		this.#disk = new FolderFiles(this.files);
	}

	/** The folder with the learner's files, as it is graded. */
	get files(): string {
		return join(this.#folder, 'files');
	}

	/** All files that the lab names, as they are now. Makes the copy on first use. */
	read(): Promise<Omit<Work, 'running'>> {
		return this.#inTurn(() => this.#read());
	}

	/**
	 * Writes one file whole. Throws UserError `work-file-not-found` for one that the lab does not have or that may not be
	 * edited, `work-conflict` when `baseVersion` is not what lies on the disk.
	 */
	save(path: string, text: string, baseVersion: string): Promise<WorkFile> {
		return this.#inTurn(async () => {
			await this.#start();
			const spec = this.#loaded.lab.files.find((file) => file.path === path);
			if (spec === undefined || !spec.editable) {
				throw new UserError(
					'work-file-not-found',
					`${path} is not a file of the lab ${this.#loaded.lab.id} that can be edited.`,
					'Load the page again to see the files of the lab.',
				);
			}
			const found = await this.#readFile(spec);
			if (found.version !== baseVersion) {
				throw new UserError(
					'work-conflict',
					`${path} was changed elsewhere after you opened it.`,
					'Load the page again; copy your text first.',
				);
			}
			await this.#writeFile(path, text);
			this.#tell([path]);
			return { ...found, text, version: versionOf(Buffer.from(text)) };
		});
	}

	/** Puts the starter back. What was there goes to `backups/<time>` in the lab's folder. */
	reset(): Promise<Omit<Work, 'running'>> {
		return this.#inTurn(async () => {
			const backups = join(this.#folder, 'backups');
			await mkdir(backups, { recursive: true });
			const name = `${new Date().toISOString().replaceAll(':', '-')}-${randomBytes(2).toString('hex')}`;
			await rename(this.files, join(backups, name)).catch(missing);
			await rm(this.#reportFile, { force: true });
			const old = (await readdir(backups)).sort().slice(0, -keptBackups);
			for (const each of old) await rm(join(backups, each), { recursive: true, force: true });
			const work = await this.#read();
			this.#tell([]);
			return work;
		});
	}

	/** All regular files of the folder, also those that the lab does not name. */
	list(): Promise<ReadonlyMap<string, FolderFile>> {
		return this.#inTurn(async () => {
			await this.#start();
			return await this.#disk.list();
		});
	}

	/** The bytes of any file of the folder; undefined for what is no regular file of `maxBytes` at most. */
	bytes(path: string, maxBytes: number): Promise<Uint8Array | undefined> {
		return this.#inTurn(() => this.#disk.read(path, maxBytes));
	}

	/** Writes a file whole, if its version is still `expected` (undefined: there is none). */
	write(path: string, bytes: Uint8Array, mode: number, expected: string | undefined): Promise<ChangeOutcome> {
		return this.#change(path, () => this.#disk.write(path, bytes, mode, expected));
	}

	/** Removes a file, and folders that are empty then, if its version is still `expected`. */
	remove(path: string, expected: string): Promise<ChangeOutcome> {
		return this.#change(path, () => this.#disk.remove(path, expected));
	}

	/** Tells the paths of files that were changed; none when all may have been. */
	onChange(listener: (paths: readonly string[]) => void): Disposable {
		this.#listeners.add(listener);
		return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
	}

	/** Keeps the report of the last check, to be shown after a reload. */
	keepReport(report: Report): Promise<void> {
		return this.#inTurn(() => writeWhole(this.#reportFile, JSON.stringify(report)));
	}

	get #reportFile(): string {
		return join(this.#folder, 'report.json');
	}

	async #read(): Promise<Omit<Work, 'running'>> {
		await this.#start();
		const files = await Promise.all(this.#loaded.lab.files.map((spec) => this.#readFile(spec)));
		const lastReport = await this.#readReport();
		const work = { lab: this.#loaded.lab.id, files, folder: this.files };
		return lastReport === undefined ? work : { ...work, lastReport };
	}

	/** The copy appears whole or not at all: a start that was killed is begun anew. */
	async #start(): Promise<void> {
		if ((await stat(this.files).catch(missing)) !== undefined) return;
		const fresh = join(this.#folder, `new-${randomBytes(4).toString('hex')}`);
		for (const { path, bytes, mode } of await starterFiles(this.#loaded)) {
			await mkdir(dirname(join(fresh, path)), { recursive: true });
			await writeFile(join(fresh, path), bytes);
			await chmod(join(fresh, path), mode);
		}
		await rename(fresh, this.files);
	}

	/** A file that is missing or cannot be shown reads as empty: saving makes it anew. */
	async #readFile({ path, editable }: LabFileSpec): Promise<WorkFile> {
		const bytes = (await this.#disk.read(path, maxFileBytes)) ?? Buffer.alloc(0);
		return { path, text: bytes.toString('utf8'), editable, version: versionOf(bytes) };
	}

	async #writeFile(path: string, text: string): Promise<void> {
		const target = join(this.files, path);
		await mkdir(dirname(target), { recursive: true });
		const found = await stat(target).catch(missing);
		if (found?.isDirectory()) await rm(target, { recursive: true });
		await writeWhole(target, text, found === undefined ? undefined : found.mode & 0o777);
	}

	async #readReport(): Promise<Report | undefined> {
		const text = await readFile(this.#reportFile, 'utf8').catch(missing);
		if (text === undefined) return undefined;
		// A report of an older version of the course may have another shape: then there is none.
		return reportSchema.safeParse(parseJson(text)).data;
	}

	#change(path: string, change: () => Promise<ChangeOutcome>): Promise<ChangeOutcome> {
		return this.#inTurn(async () => {
			await this.#start();
			const outcome = await change();
			if (outcome === 'done') this.#tell([path]);
			return outcome;
		});
	}

	#tell(paths: readonly string[]): void {
		for (const listener of this.#listeners) listener(paths);
	}

	/** One after the other, so that a save never meets a reset half done. */
	#inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
		const turn = this.#last.then(work, work);
		this.#last = turn.catch(() => undefined);
		return turn;
	}
}

function versionOf(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

/** Written beside and moved in place: a reader sees the old text or the new, also after a power cut. */
async function writeWhole(file: string, text: string, mode = 0o644): Promise<void> {
	const beside = `${file}.new-${randomBytes(4).toString('hex')}`;
	await mkdir(dirname(file), { recursive: true });
	await writeFile(beside, text, { mode, flush: true });
	await rename(beside, file);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

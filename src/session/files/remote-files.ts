/** The files of a workspace, by the scripts of its image. */
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { extract, pack } from 'tar-stream';
import { UserError } from '#errors';
import type { CommandOptions, CommandResult } from '../workspace/run-command.ts';
import type { Watch } from '../workspace/workspace.ts';
import { fileLimits, scanBytes } from './limits.ts';
import { parseRecords, parseScan, type RemoteFacts, type RemoteScan } from './scan-records.ts';

const scripts = '/usr/local/lib/stagecraft';
/** The folder that is shared. */
const labFolder = '/home/learner/lab';
/** A workspace whose disk or processor the learner keeps busy is slow; one that takes longer is stuck. */
const timeoutMilliseconds = 60_000;
/** Beside the files: headers of a tar, and what it fills up to whole blocks. */
const tarBytesPerFile = 8 * 1024;
const readBytes = fileLimits.totalBytes + fileLimits.files * tarBytesPerFile;

/** What is used of a workspace. */
export interface WorkspaceCommands {
	run(command: readonly string[], options: CommandOptions): Promise<CommandResult>;
	watch(program: string, onOutput: () => void): Promise<Watch>;
}

export interface FileContent {
	readonly bytes: Uint8Array;
	/** Permission bits. */
	readonly mode: number;
}

/** What a turn put aside: it is kept until it is forgotten. */
export interface AppliedTurn {
	readonly id: string;
	/** Files that were in the way, as they were when they were taken. */
	readonly taken: ReadonlyMap<string, RemoteFacts>;
}

export class RemoteFiles {
	readonly #workspace: WorkspaceCommands;

	constructor(workspace: WorkspaceCommands) {
		this.#workspace = workspace;
	}

	/** `complete` is false when something could not be read: what is missing in it may be there. */
	async scan(isKnown: (path: string) => boolean): Promise<RemoteScan & { readonly complete: boolean }> {
		const limits = { maxBytes: scanBytes, timeoutMilliseconds };
		const { exitCode, output, stderr } = await this.#workspace.run([`${scripts}/scan-files`], limits);
		const scan = parseScan(output, isKnown);
		if (scan === undefined) throw notListed(stderr);
		return { ...scan, complete: exitCode === 0 };
	}

	/** The bytes of files in `~/lab`; one that is gone, is no file or has grown too large is left out. */
	read(paths: readonly string[]): Promise<ReadonlyMap<string, FileContent>> {
		return this.#read(labFolder, paths);
	}

	/** The same for files that a turn took out. */
	readTaken({ id }: AppliedTurn, paths: readonly string[]): Promise<ReadonlyMap<string, FileContent>> {
		return this.#read(`/run/stagecraft/${id}/old`, paths);
	}

	/** Puts files into `~/lab` and takes others away. What it could not do, the next scan shows. */
	async apply(put: ReadonlyMap<string, FileContent>, remove: readonly string[]): Promise<AppliedTurn> {
		const id = `turn-${randomBytes(8).toString('hex')}`;
		const input = tarOf(put, remove);
		const { output } = await this.#workspace.run([`${scripts}/apply-files`, id], {
			input,
			maxBytes: scanBytes,
			timeoutMilliseconds,
		});
		return { id, taken: parseRecords(output) };
	}

	async forget({ id }: AppliedTurn): Promise<void> {
		await this.#workspace.run(['rm', '-rf', `/run/stagecraft/${id}`], { maxBytes: 10_000, timeoutMilliseconds });
	}

	/** Tells on each change in `~/lab`, as far as the system tells. */
	watch(onChange: () => void): Promise<Watch> {
		return this.#workspace.watch(`exec ${scripts}/watch-files`, onChange);
	}

	async #read(folder: string, paths: readonly string[]): Promise<ReadonlyMap<string, FileContent>> {
		if (paths.length === 0) return new Map();
		const input = Buffer.from(paths.map((path) => `${path}\0`).join(''));
		const limits = { input, maxBytes: readBytes, timeoutMilliseconds };
		const { output } = await this.#workspace.run([`${scripts}/read-files`, folder], limits);
		return await contentsOf(output, new Set(paths));
	}
}

async function contentsOf(tar: Buffer, wanted: ReadonlySet<string>): Promise<ReadonlyMap<string, FileContent>> {
	const contents = new Map<string, FileContent>();
	const entries = extract();
	Readable.from([tar]).pipe(entries);
	for await (const entry of entries) {
		const { name, type, mode = 0o644, size = 0 } = entry.header;
		const isOurs = type === 'file' && wanted.has(name) && size <= fileLimits.fileBytes;
		const chunks: Buffer[] = [];
		for await (const chunk of entry as AsyncIterable<Buffer>) if (isOurs) chunks.push(chunk);
		if (isOurs) contents.set(name, { bytes: Buffer.concat(chunks), mode: mode & 0o777 });
	}
	return contents;
}

function tarOf(put: ReadonlyMap<string, FileContent>, remove: readonly string[]): Readable {
	const archive = pack();
	for (const [path, { bytes, mode }] of put) archive.entry({ name: `new/${path}`, mode }, Buffer.from(bytes));
	if (remove.length > 0) archive.entry({ name: 'removed' }, remove.map((path) => `${path}\0`).join(''));
	archive.finalize();
	return Readable.from(archive);
}

function notListed(stderr: string): UserError {
	return new UserError(
		'workspace-failed',
		`The files of the workspace could not be listed: ${stderr.trim() || 'it printed something else'}`,
		'Look in the terminal whether ~/lab can be read; if not, end the session and start it again.',
	);
}

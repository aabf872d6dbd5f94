/** The walk through a submitted folder: one pass, bounded, copying what it may and noting what it must refuse. */
import type { BigIntStats } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContextEntry } from '#engine/engine.ts';
import { cancelled, hasCode } from '#errors';
import type { SubmissionProblem } from '#grade/evidence.ts';
import { copyFile } from './copy-file.ts';
import { IgnoreRefused } from './ignore-filter.ts';
import { type CollectLimits, maxProblems } from './limits.ts';
import { collectProblems } from './problems.ts';
import type { SafeFolder } from './safe-folder.ts';
import type { CopyFilter } from './seen-by-builds.ts';

export interface CollectedEntry extends ContextEntry {
	/** sha256 of a file's bytes, in hex. */
	readonly digest?: string;
}

/** Ends the walk where a limit is reached; the problem is already noted. */
class LimitReached extends Error {}

const permissionBits = 0o7777n;
const nanosecondsPerMillisecond = 1_000_000n;

export class Collector {
	readonly entries: CollectedEntry[] = [];
	readonly problems: SubmissionProblem[] = [];
	/** Paths that the build cannot see and that were not copied; of a folder that was not opened only its own. */
	readonly leftOut = new Set<string>();
	#seen = 0;
	#bytes = 0;
	readonly #limits: CollectLimits;
	readonly #filter: CopyFilter;
	readonly #target: string;
	readonly #signal: AbortSignal | undefined;

	/** `target`: an empty folder of ours that gets the copies. */
	constructor(target: string, limits: CollectLimits, filter: CopyFilter, signal?: AbortSignal) {
		this.#target = target;
		this.#limits = limits;
		this.#filter = filter;
		this.#signal = signal;
	}

	/** Copies everything below `folder`. Stops at the first limit; problems of single files do not stop it. */
	async walk(folder: SafeFolder): Promise<void> {
		try {
			await this.#walk(folder, '', 1);
		} catch (error) {
			if (error instanceof IgnoreRefused) this.problems.push(error.problem);
			else if (!(error instanceof LimitReached)) throw error;
		}
	}

	async #walk(folder: SafeFolder, prefix: string, depth: number): Promise<void> {
		for await (const bytes of folder.names()) {
			if (this.#signal?.aborted) throw cancelled('Reading the submission');
			this.#seen += 1;
			if (this.#seen > this.#limits.seenEntries) this.#stop(collectProblems.tooManySeen(this.#limits.seenEntries));
			const name = decodeName(bytes);
			if (name === undefined) {
				this.#refuse(collectProblems.badName(prefix + bytes.toString('latin1')));
				continue;
			}
			const path = prefix + name;
			try {
				await this.#take(folder, name, path, depth);
			} catch (error) {
				this.#refuse(readProblem(path, error));
			}
		}
	}

	async #take(folder: SafeFolder, name: string, path: string, depth: number): Promise<void> {
		const stats = await folder.stat(name);
		const leftOut = this.#filter.leavesOut(path);
		if (leftOut) {
			this.leftOut.add(path);
			if (!stats.isDirectory() || this.#filter.prunes(path)) return;
		}
		if (Buffer.byteLength(path) > this.#limits.pathBytes) {
			this.#refuse(collectProblems.pathTooLong(path, this.#limits.pathBytes));
			return;
		}
		if (this.entries.length >= this.#limits.contextEntries) {
			this.#stop(collectProblems.tooManyEntries(this.#limits.contextEntries));
		}
		if (stats.isDirectory()) await this.#takeFolder(folder, name, path, depth, stats);
		else if (stats.isSymbolicLink()) {
			this.entries.push({ ...entryOf(path, stats, 'symlink'), linkTarget: await folder.readlink(name) });
		} else if (stats.isFile()) await this.#takeFile(folder, name, path, stats);
		else this.#refuse(collectProblems.notAFile(path, kindOf(stats)));
	}

	async #takeFolder(folder: SafeFolder, name: string, path: string, depth: number, stats: BigIntStats): Promise<void> {
		if (depth > this.#limits.depth) {
			this.#refuse(collectProblems.tooDeep(path, this.#limits.depth));
			return;
		}
		await using child = await folder.openFolder(name);
		await mkdir(join(this.#target, path), { mode: 0o700 });
		this.entries.push(entryOf(path, stats, 'directory'));
		await this.#walk(child, `${path}/`, depth + 1);
	}

	async #takeFile(folder: SafeFolder, name: string, path: string, stats: BigIntStats): Promise<void> {
		const { contextBytes, fileBytes } = this.#limits;
		if (stats.size > BigInt(fileBytes)) this.#stop(collectProblems.fileTooLarge(path, fileBytes));
		if (stats.size > BigInt(contextBytes - this.#bytes)) this.#stop(collectProblems.tooManyBytes(contextBytes));
		await using source = await folder.openFile(name, stats);
		if (source === undefined) {
			this.#refuse(collectProblems.changed(path));
			return;
		}
		const room = Math.min(fileBytes, contextBytes - this.#bytes);
		const copied = await copyFile(source, join(this.#target, path), room);
		if (copied === undefined) this.#stop(collectProblems.tooManyBytes(contextBytes));
		this.#bytes += copied.bytes;
		this.entries.push({ ...entryOf(path, stats, 'file'), size: copied.bytes, digest: copied.digest });
	}

	#refuse(problem: SubmissionProblem): void {
		if (this.problems.length >= maxProblems) this.#stop(collectProblems.moreProblems(maxProblems));
		this.problems.push(problem);
	}

	#stop(problem: SubmissionProblem): never {
		this.problems.push(problem);
		throw new LimitReached();
	}
}

function decodeName(bytes: Buffer): string | undefined {
	const name = bytes.toString('utf8');
	return Buffer.from(name, 'utf8').equals(bytes) ? name : undefined;
}

function entryOf(path: string, stats: BigIntStats, kind: ContextEntry['kind']): ContextEntry {
	return {
		path,
		kind,
		mode: Number(stats.mode & permissionBits),
		size: 0,
		modifiedAt: new Date(Number(stats.mtimeNs / nanosecondsPerMillisecond)),
	};
}

function kindOf(stats: BigIntStats): string {
	if (stats.isFIFO()) return 'named pipe';
	if (stats.isSocket()) return 'socket';
	if (stats.isBlockDevice() || stats.isCharacterDevice()) return 'device';
	return 'special file';
}

/** What the file system refuses is the submission's problem; anything else is ours and goes on up. */
function readProblem(path: string, error: unknown): SubmissionProblem {
	if (hasCode(error, 'EACCES', 'EPERM')) return collectProblems.unreadable(path, 'no permission');
	if (hasCode(error, 'ENOENT', 'ELOOP', 'ENOTDIR', 'ENXIO')) return collectProblems.changed(path);
	throw error;
}

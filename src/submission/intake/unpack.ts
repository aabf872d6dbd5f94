/** Unpacks an archive of somebody whom we do not trust into a folder of ours: entry by entry, with limits, refusing by name. */
import { createHash } from 'node:crypto';
import { chmod, mkdir, open, stat, symlink, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { SubmissionProblem } from '#grade/evidence.ts';
import type { ArchiveEntry, ArchiveSource } from './archive-entry.ts';
import { fileKind } from './archive-kind.ts';
import { type IntakeLimits, maxRatio, ratioFloorBytes } from './limits.ts';
import { PathBook } from './path-book.ts';
import { archiveProblems, IntakeRefused } from './problems.ts';
import { safePath } from './safe-path.ts';
import { tarEntries } from './tar-entries.ts';
import { zipEntries } from './zip-entries.ts';

export interface UnpackRequest {
	/** Path of the archive. */
	readonly path: string;
	/** Its name in messages; default: the file's. */
	readonly name?: string;
	/** An empty folder of ours. What was written before a refusal stays there: the caller removes the folder. */
	readonly to: string;
	readonly limits: IntakeLimits;
	/** `keep` for archives that we wrote ourselves, whose files may be links. Default: links are refused. */
	readonly links?: 'refuse' | 'keep';
	/**
	 * Given for an archive of many submissions: told what is wrong with an entry, which is then left out, so that one learner's
	 * files do not stop the others'. Default: the first problem refuses the archive.
	 */
	readonly onRefused?: (entry: string, problem: SubmissionProblem) => void;
	readonly signal?: AbortSignal;
}

/** The owner must be able to read what is graded, whatever the archive says. */
const ownerFile = 0o600;
const ownerFolder = 0o700;

/** What macOS puts beside every file that it packs. No learner wrote it. */
const macFolder = '__MACOSX';

/** Throws IntakeRefused with what is wrong with the archive, and the signal's reason. */
export async function unpack(request: UnpackRequest): Promise<void> {
	const source: ArchiveSource = {
		path: request.path,
		name: request.name ?? basename(request.path),
		...(request.signal === undefined ? {} : { signal: request.signal }),
	};
	const { size } = await stat(request.path);
	if (size > request.limits.archiveBytes) {
		throw new IntakeRefused(archiveProblems.tooLarge(source.name, request.limits.archiveBytes));
	}
	await new Unpacker(request, source, size).run(await entriesOf(source, request.limits, size));
}

async function entriesOf(
	source: ArchiveSource,
	limits: IntakeLimits,
	size: number,
): Promise<AsyncIterable<ArchiveEntry>> {
	const found = await fileKind(source.path);
	if (found.kind === 'zip') return zipEntries(source, limits);
	if (found.kind === 'tar' || found.kind === 'gzip') return tarEntries(source, found.kind === 'gzip', size);
	const what = found.kind === 'other-archive' ? found.what : 'no archive of a kind that is read here';
	throw new IntakeRefused(
		size === 0 ? archiveProblems.damaged(source.name, 'it is empty') : archiveProblems.unknown(source.name, what),
	);
}

class Unpacker {
	readonly #request: UnpackRequest;
	readonly #source: ArchiveSource;
	readonly #archiveBytes: number;
	readonly #book: PathBook;
	readonly #folders: { readonly path: string; readonly mode: number }[] = [];
	readonly #links: { readonly path: string; readonly target: string }[] = [];
	#entries = 0;
	#bytes = 0;

	constructor(request: UnpackRequest, source: ArchiveSource, archiveBytes: number) {
		this.#request = request;
		this.#source = source;
		this.#archiveBytes = archiveBytes;
		this.#book = new PathBook(source.name);
	}

	async run(entries: AsyncIterable<ArchiveEntry>): Promise<void> {
		for await (const entry of entries) await this.#take(entry);
		// Links come last, so that nothing is ever written through one; modes of folders after what is in them.
		for (const { path, target } of this.#links) await symlink(target, join(this.#request.to, path));
		for (const { path, mode } of this.#folders.toReversed())
			await chmod(join(this.#request.to, path), mode | ownerFolder);
	}

	async #take(entry: ArchiveEntry): Promise<void> {
		const { limits } = this.#request;
		this.#entries += 1;
		if (this.#entries > limits.entries || this.#book.size > limits.entries) {
			throw new IntakeRefused(archiveProblems.tooManyEntries(this.#source.name, limits.entries));
		}
		const checked = safePath(entry.name, this.#source.name, limits);
		if (!checked.ok) return this.#refuse(entry, checked.problem);
		const { path } = checked;
		if (path === macFolder || path.startsWith(`${macFolder}/`)) return;
		const unfit = this.#kindProblem(entry);
		if (unfit !== undefined) return this.#refuse(entry, unfit);
		if (path === '') return;
		const problem = this.#book.add(path, entry.kind === 'directory' ? 'directory' : 'file');
		if (problem !== undefined) return this.#refuse(entry, problem);
		await this.#write(entry, path);
	}

	#refuse(entry: ArchiveEntry, problem: SubmissionProblem): void {
		if (this.#request.onRefused === undefined) throw new IntakeRefused(problem);
		this.#request.onRefused(entry.name, problem);
	}

	#kindProblem(entry: ArchiveEntry): SubmissionProblem | undefined {
		const { name } = this.#source;
		if (entry.kind === 'special') return archiveProblems.device(name, entry.name, entry.what ?? 'special entry');
		const isLink = entry.kind === 'link' || (entry.kind === 'symlink' && this.#request.links !== 'keep');
		return isLink ? archiveProblems.link(name, entry.name, entry.linkTarget ?? '') : undefined;
	}

	async #write(entry: ArchiveEntry, path: string): Promise<void> {
		const target = join(this.#request.to, path);
		if (entry.kind === 'directory') {
			await mkdir(target, { recursive: true, mode: ownerFolder });
			this.#folders.push({ path, mode: entry.mode });
			return;
		}
		await mkdir(dirname(target), { recursive: true, mode: 0o755 });
		if (entry.kind === 'symlink') this.#links.push({ path, target: entry.linkTarget ?? '' });
		else await this.#writeFile(entry, target);
	}

	async #writeFile(entry: ArchiveEntry, target: string): Promise<void> {
		const { totalBytes } = this.#request.limits;
		// What it says is checked first: then a bomb costs nothing.
		if (entry.size > totalBytes - this.#bytes) this.#refuseBytes(this.#bytes + entry.size);
		{
			await using file = await open(target, 'wx', ownerFile);
			for await (const piece of entry.read()) {
				this.#bytes += piece.length;
				this.#refuseBytes(this.#bytes);
				await file.write(piece);
			}
			await file.chmod(entry.mode | ownerFile);
		}
		const time = Number.isNaN(entry.modifiedAt.getTime()) ? new Date(0) : entry.modifiedAt;
		await utimes(target, time, time);
	}

	#refuseBytes(bytes: number): void {
		const { totalBytes } = this.#request.limits;
		if (bytes > ratioFloorBytes && bytes > this.#archiveBytes * maxRatio) {
			throw new IntakeRefused(archiveProblems.bomb(this.#source.name));
		}
		if (bytes > totalBytes) throw new IntakeRefused(archiveProblems.tooManyBytes(this.#source.name, totalBytes));
	}
}

/** sha256 of a file in hex: the identity of an archive that could not be opened. */
export async function fileHash(path: string): Promise<string> {
	const hash = createHash('sha256');
	await using file = await open(path);
	for await (const piece of file.readableWebStream() as AsyncIterable<Uint8Array>) hash.update(piece);
	return hash.digest('hex');
}

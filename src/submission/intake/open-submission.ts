/** Opens one submission: whatever was handed in becomes one folder that can be graded. */
import { copyFile, lstat, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileKind } from './archive-kind.ts';
import { findRoot } from './find-root.ts';
import { type IntakeLimits, maxNesting } from './limits.ts';
import { isSystemFile, partKind } from './list-sources.ts';
import { archiveProblems, IntakeRefused } from './problems.ts';
import type { SourcePart, SubmissionSource } from './source.ts';
import { unpack } from './unpack.ts';

export interface OpenRequest {
	readonly source: SubmissionSource;
	/** An empty folder of ours for what is unpacked. Never written to when a plain folder was handed in. */
	readonly work: string;
	readonly limits: IntakeLimits;
	readonly signal?: AbortSignal;
}

export interface OpenedFolder {
	/** The folder to grade. */
	readonly path: string;
	/** What a reader of the report should know: folders that were looked through, lateness. */
	readonly notes: readonly string[];
}

/** Throws IntakeRefused with what is wrong with what was handed in. */
export async function openSubmission(request: OpenRequest): Promise<OpenedFolder> {
	const { source } = request;
	if (source.problem !== undefined) throw new IntakeRefused(source.problem);
	const opened = await openParts(request, source.parts, 0);
	return { ...opened, notes: [...opened.notes, ...(source.late ? ['The learning platform marked it as late.'] : [])] };
}

async function openParts(request: OpenRequest, parts: readonly SourcePart[], level: number): Promise<OpenedFolder> {
	const archives = parts.filter(({ kind }) => kind === 'archive');
	const folders = parts.filter(({ kind }) => kind === 'folder');
	const files = parts.filter(({ kind }) => kind === 'file');
	const [archive] = archives;
	const [folder] = folders;
	if (parts.length === 0) throw new IntakeRefused(archiveProblems.empty(request.source.name));
	if (folders.length === 1 && folder !== undefined && parts.length === 1) return openFolder(request, folder, level);
	if (archives.length > 1) throw new IntakeRefused(archiveProblems.several(archives.map(({ name }) => name)));
	const target = join(request.work, `level-${level}`);
	await mkdir(target, { recursive: true });
	if (archive === undefined) {
		await placeFiles(files, target, request);
		return { path: target, notes: [] };
	}
	const opened = await openArchive(request, archive, target, level);
	await placeFiles(files, opened.path, request);
	return opened;
}

async function openArchive(
	request: OpenRequest,
	archive: SourcePart,
	target: string,
	level: number,
): Promise<OpenedFolder> {
	if (level >= maxNesting) throw new IntakeRefused(archiveProblems.nested(archive.name));
	const { limits, signal } = request;
	await unpack({
		path: archive.path,
		name: archive.name,
		to: target,
		limits,
		...(signal === undefined ? {} : { signal }),
	});
	return openFolder(request, { kind: 'folder', path: target, name: archive.name }, level);
}

/** Looks through wrapping folders; a folder with an archive in place of a Dockerfile is opened further. */
async function openFolder(request: OpenRequest, folder: SourcePart, level: number): Promise<OpenedFolder> {
	const root = await findRoot(folder.path);
	const notes = root.through.length === 0 ? [] : [`Graded from the folder ${root.through.join('/')}.`];
	if (root.names.length === 0) throw new IntakeRefused(archiveProblems.empty(request.source.name));
	const inner = await innerParts(root.path, root.names);
	if (inner === undefined) return { path: root.path, notes };
	const opened = await openParts(request, inner, level + 1);
	return { ...opened, notes: [...notes, ...opened.notes] };
}

/** The files of a folder that has archives and no Dockerfile; undefined for every other folder. */
async function innerParts(path: string, names: readonly string[]): Promise<readonly SourcePart[] | undefined> {
	if (names.some((name) => /dockerfile|containerfile/i.test(name))) return undefined;
	const parts: SourcePart[] = [];
	for (const name of names) {
		const stats = await lstat(join(path, name));
		// With folders beside it an archive is one of the files of the work, not a wrapping of it.
		if (!stats.isFile()) return undefined;
		parts.push({ kind: partKind(name, await fileKind(join(path, name))), path: join(path, name), name });
	}
	return parts.some(({ kind }) => kind === 'archive') ? parts : undefined;
}

/** Puts single files beside each other. A name that is there already keeps its file: the archive goes first. */
async function placeFiles(
	files: readonly SourcePart[],
	target: string,
	{ source, limits }: OpenRequest,
): Promise<void> {
	let bytes = 0;
	const there = new Set(
		(await readdir(target)).filter((name) => !isSystemFile(name)).map((name) => name.toLowerCase()),
	);
	for (const { path, name } of files) {
		if (there.has(name.toLowerCase()) || name === '..' || name === '.' || name.includes('/')) continue;
		there.add(name.toLowerCase());
		const stats = await lstat(path);
		if (!stats.isFile()) continue;
		bytes += stats.size;
		if (bytes > limits.totalBytes)
			throw new IntakeRefused(archiveProblems.tooManyBytes(source.name, limits.totalBytes));
		await copyFile(path, join(target, name));
	}
}

/** Paths that a person typed → the submissions behind them. */
import { mkdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { UserError } from '#errors';
import type { SubmissionProblem } from '#grade/evidence.ts';
import { shownName } from '../words.ts';
import { fileKind, isArchiveName } from './archive-kind.ts';
import { findRoot } from './find-root.ts';
import { classLimits } from './limits.ts';
import { listSources, type SourceList, uniqueNames, withoutArchiveEnding } from './list-sources.ts';
import { readLmsName } from './lms-name.ts';
import { IntakeRefused } from './problems.ts';
import type { SubmissionSource } from './source.ts';
import { unpack } from './unpack.ts';

export interface FindRequest {
	/** Absolute paths. */
	readonly paths: readonly string[];
	/** Each path is a folder or an archive of submissions, not a submission. */
	readonly each: boolean;
	/** An empty folder of ours for what is unpacked; must live as long as the sources are used. */
	readonly work: string;
	readonly signal?: AbortSignal;
}

/** What stands at a path, looked at before anything long begins. Throws UserError `submission-not-found`, `submission-invalid`. */
export async function pathKind(path: string): Promise<'folder' | 'archive'> {
	const found = await stat(path).catch(() => undefined);
	if (found === undefined) {
		throw new UserError(
			'submission-not-found',
			`There is nothing at ${shownName(path)}.`,
			'Check the path, then run the command again.',
		);
	}
	if (found.isDirectory()) return 'folder';
	if (found.isFile() && ((await fileKind(path)).kind !== 'none' || isArchiveName(path))) return 'archive';
	throw new UserError(
		'submission-invalid',
		`${shownName(path)} is neither a folder nor an archive.`,
		'Name the folder that holds the Dockerfile, or a .zip, .tar or .tar.gz of it.',
	);
}

/** Throws UserErrors of `pathKind`, and `submission-invalid` for a class archive that cannot be read or holds nothing. */
export async function findSources(request: FindRequest): Promise<SourceList> {
	const sources: SubmissionSource[] = [];
	const ignored: string[] = [];
	for (const [index, path] of request.paths.entries()) {
		const kind = await pathKind(path);
		if (!request.each) {
			sources.push(oneSource(path, kind));
			continue;
		}
		const found = kind === 'folder' ? await listSources(path) : await classArchive(request, path, index);
		sources.push(...found.sources);
		ignored.push(...found.ignored);
	}
	if (sources.length > 0) return { sources: uniqueNames(sources), ignored };
	throw new UserError(
		'submission-invalid',
		`There is no submission in ${request.paths.map(shownName).join(', ')}.`,
		'With --each, name a folder or an archive that holds a folder or an archive for each learner.',
	);
}

function oneSource(path: string, kind: 'folder' | 'archive'): SubmissionSource {
	const entry = basename(path);
	const lms = readLmsName(entry);
	return {
		name: lms?.learner.name ?? withoutArchiveEnding(entry),
		...(lms === undefined ? {} : { learner: lms.learner }),
		late: lms?.late ?? false,
		parts: [{ kind, path, name: lms?.fileName ?? entry }],
	};
}

/** What a learning platform hands out for a whole class. A bad entry is its learner's alone. */
async function classArchive(request: FindRequest, path: string, index: number): Promise<SourceList> {
	const to = join(request.work, `class-${index}`);
	await mkdir(to, { recursive: true });
	const refusals: Refusal[] = [];
	const onRefused = (entry: string, problem: SubmissionProblem) => {
		const parts = insideParts(entry);
		if (parts === undefined) throw new IntakeRefused(problem);
		refusals.push({ parts, problem });
	};
	try {
		const limits = classLimits();
		await unpack({ path, to, limits, onRefused, ...(request.signal === undefined ? {} : { signal: request.signal }) });
	} catch (error) {
		if (error instanceof IntakeRefused) {
			throw new UserError('submission-invalid', error.problem.message, error.problem.hint, error);
		}
		throw error;
	}
	const root = await findRoot(to);
	// Somebody packed the folder of all submissions; a folder with a Dockerfile is one of them.
	const isWrapped = !root.names.some((name) => /dockerfile|containerfile/i.test(name));
	const through = isWrapped ? root.through : [];
	return listSources(join(to, ...through), owners(refusals, through.length));
}

interface Refusal {
	readonly parts: readonly string[];
	readonly problem: SubmissionProblem;
}

/** The path of an entry, by its parts; undefined when it may mean a place outside. */
function insideParts(entry: string): readonly string[] | undefined {
	const parts = entry.split('/').filter((part) => part !== '' && part !== '.');
	const [first = ''] = parts;
	if (entry.startsWith('/') || first === '' || /[\\\0:]/.test(first) || parts.includes('..')) return undefined;
	return parts;
}

/** The first problem of each learner, by the learner's folder or file; `depth`: folders around all of them. */
function owners(refusals: readonly Refusal[], depth: number): ReadonlyMap<string, SubmissionProblem> {
	const problems = new Map<string, SubmissionProblem>();
	for (const { parts, problem } of refusals) {
		const owner = parts[Math.min(depth, parts.length - 1)] ?? '';
		if (!problems.has(owner)) problems.set(owner, problem);
	}
	return problems;
}

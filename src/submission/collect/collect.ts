/** Step one of every grading: the learner's files are copied to a folder of ours before anything looks into them. */
import { mkdir, realpath, rm, stat } from 'node:fs/promises';
import { sortEntries } from '#engine/buildkit/path-order.ts';
import { UserError } from '#errors';
import type { SubmissionProblem } from '#grade/evidence.ts';
import { shownName } from '../words.ts';
import { Collected } from './collected.ts';
import { type CollectedEntry, Collector } from './collector.ts';
import { type IgnoreFilter, IgnoreRefused, ignoreFilter } from './ignore-filter.ts';
import { type CollectLimits, maxTextBytes } from './limits.ts';
import { resolvePath } from './link-target.ts';
import { collectProblems } from './problems.ts';
import { SafeFolder } from './safe-folder.ts';
import { copyFilter } from './seen-by-builds.ts';
import { submissionHash } from './submission-hash.ts';

export interface CollectRequest {
	/** The submitted folder. It may itself be a link: whoever names it trusts it. */
	readonly from: string;
	/** A folder that does not exist yet; it gets the copy. */
	readonly to: string;
	readonly limits: CollectLimits;
	/** Paths of the Dockerfiles that are built from the folder; their ignore files say what need not be copied. */
	readonly dockerfiles: readonly string[];
	/** Other paths that are copied whatever `.dockerignore` says, such as `solution.md`. */
	readonly kept: readonly string[];
	readonly signal?: AbortSignal;
}

/**
 * Copies a submission with limits. What is wrong with the files is in `problems`: then nothing may be built from the copy.
 * Throws UserError `submission-not-found`, `submission-invalid` (not a folder) or `cancelled`.
 */
export async function collect(request: CollectRequest): Promise<Collected> {
	const from = await findFolder(request.from);
	await mkdir(request.to, { recursive: true, mode: 0o700 });
	try {
		await using folder = await SafeFolder.open(from);
		const kept = keptPaths(request);
		const filters = await Promise.all(request.dockerfiles.map((file) => readFilter(folder, file)));
		const collector = new Collector(request.to, request.limits, copyFilter(filters, kept), request.signal);
		await collector.walk(folder);
		const entries = sortEntries(collector.entries);
		const problems = [...collector.problems, ...linkProblems(entries)];
		return new Collected(request.to, entries, problems, submissionHash(entries), collector.leftOut);
	} catch (error) {
		await rm(request.to, { recursive: true, force: true });
		if (error instanceof IgnoreRefused) return new Collected(request.to, [], [error.problem], submissionHash([]));
		throw error;
	}
}

async function findFolder(path: string): Promise<string> {
	const found = await stat(path).catch(() => undefined);
	if (found === undefined) {
		throw new UserError(
			'submission-not-found',
			`There is no folder ${shownName(path)}.`,
			'Check the path; it names the folder with the Dockerfile in it.',
		);
	}
	if (!found.isDirectory()) {
		throw new UserError(
			'submission-invalid',
			`${shownName(path)} is not a folder.`,
			'Give the folder that the Dockerfile lies in.',
		);
	}
	return realpath(path);
}

/** In lower case, since a Dockerfile is also found under a name in odd case. */
function keptPaths(request: CollectRequest): ReadonlySet<string> {
	const paths = request.dockerfiles.flatMap((file) => [file, `${file}.dockerignore`]);
	return new Set([...paths, '.dockerignore', ...request.kept].map((path) => path.toLowerCase()));
}

/** `<Dockerfile>.dockerignore` goes before `.dockerignore`, as in BuildKit. One that is no plain file filters nothing here. */
async function readFilter(folder: SafeFolder, dockerfile: string): Promise<IgnoreFilter | undefined> {
	for (const name of [`${dockerfile}.dockerignore`, '.dockerignore']) {
		const stats = await folder.stat(name).catch(() => undefined);
		if (stats === undefined || !stats.isFile() || stats.size > BigInt(maxTextBytes)) continue;
		await using handle = await folder.openFile(name, stats).catch(() => undefined);
		if (handle === undefined) continue;
		const buffer = Buffer.alloc(Number(stats.size));
		const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
		return ignoreFilter(buffer.toString('utf8', 0, bytesRead), name);
	}
	return undefined;
}

function linkProblems(entries: readonly CollectedEntry[]): SubmissionProblem[] {
	const byPath = new Map(entries.map((entry) => [entry.path, entry]));
	return entries
		.filter(({ kind, path }) => kind === 'symlink' && resolvePath(path, byPath).kind === 'outside')
		.map(({ path, linkTarget = '' }) => collectProblems.linkOutside(path, linkTarget));
}

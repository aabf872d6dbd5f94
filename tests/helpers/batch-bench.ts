/** Batches of the small test lab on the engine of the tests. */
import type { Engine } from '#engine/engine.ts';
import type { LoadedLab } from '#lab/lab-folder.ts';
import type { Report } from '#protocol/report.ts';
import { type BasePolicy, noBasePolicy } from '#submission/batch/base-policy.ts';
import type { BatchProgress } from '#submission/batch/batch-progress.ts';
import { BundleWriter } from '#submission/batch/bundle-writer.ts';
import { Journal } from '#submission/batch/journal.ts';
import { runBatch } from '#submission/batch/run-batch.ts';
import { SubmissionJudge } from '#submission/batch/submission-judge.ts';
import type { Grader } from '#submission/grader.ts';
import { findSources } from '#submission/intake/find-sources.ts';

export interface BatchOptions {
	readonly engine: Engine;
	readonly grader: Grader;
	readonly lab: LoadedLab;
	/** Folders or archives of submissions. */
	readonly paths: readonly string[];
	readonly journal: string;
	readonly jobs?: number;
	readonly resume?: boolean;
	readonly policy?: BasePolicy;
	readonly bundles?: string;
	readonly signal?: AbortSignal;
	readonly onProgress?: (progress: BatchProgress) => void;
}

/** What `stagecraft grade --each` does, without the command line. */
export async function gradeEach(options: BatchOptions): Promise<readonly Report[]> {
	const { engine, grader, lab, paths, jobs = 2, resume = false, policy = noBasePolicy, bundles, onProgress } = options;
	const signal = options.signal ?? new AbortController().signal;
	await using work = await grader.scratchFolder();
	const { sources } = await findSources({ paths, each: true, work: work.path, signal });
	await using journal = await Journal.open(options.journal, 'test', resume);
	const writer = bundles === undefined ? undefined : new BundleWriter(bundles, () => undefined);
	const judge = new SubmissionJudge({ engine, grader, lab, policy, ...(writer && { bundles: writer }) });
	return await runBatch({ sources, judge, jobs, journal, signal, ...(onProgress && { onProgress }) });
}

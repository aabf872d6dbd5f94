/** `stagecraft grade LAB PATH…`: opens the engine, grades every submission, writes the reports. */
import { resolve } from 'node:path';
import { isCancelled, UserError } from '#errors';
import { isSingleFormat } from '#grade/formats/emit.ts';
import type { LoadedLab } from '#lab/lab-folder.ts';
import { labImages } from '#lab/lab-images.ts';
import type { Report } from '#protocol/report.ts';
import { countText } from '#protocol/size-text.ts';
import type { BatchProgress } from '#submission/batch/batch-progress.ts';
import type { BundleWriter } from '#submission/batch/bundle-writer.ts';
import type { Journal } from '#submission/batch/journal.ts';
import type { Judge } from '#submission/batch/opened.ts';
import type { Grader } from '#submission/grader.ts';
import type { SourceList } from '#submission/intake/list-sources.ts';
import type { ExitStatus } from '../command.ts';
import type { CliContext } from '../context.ts';
import { openWorkEngine, prepareForWork, requireBases } from '../workbench.ts';
import { batchRows } from './batch-rows.ts';
import type { GradeOptions } from './grade-options.ts';
import { writeOutputs } from './write-outputs.ts';

export interface GradeManyRequest {
	readonly context: CliContext;
	readonly lab: LoadedLab;
	/** As typed. */
	readonly paths: readonly string[];
	readonly options: GradeOptions;
	readonly dataDir: string;
}

export async function gradeMany(request: GradeManyRequest): Promise<ExitStatus> {
	const { context, lab, options, dataDir } = request;
	const { signal } = context;
	const paths = request.paths.map((path) => resolve(context.cwd, path));
	// The grader is loaded here, so that the other commands start quickly and stay small.
	const { findSources, pathKind } = await import('#submission/intake/find-sources.ts');
	for (const path of paths) await pathKind(path);
	await using engine = await openWorkEngine(context, dataDir);
	const wanted = [...labImages(lab.lab), ...(await catalogueBases(options))];
	requireBases(await prepareForWork(context, { engine, dataDir, wanted, offline: options.offline }));
	const { Grader } = await import('#submission/grader.ts');
	const { SubmissionJudge } = await import('#submission/batch/submission-judge.ts');
	const { poolSize } = await import('#submission/batch/pool-size.ts');
	await using grader = await Grader.open({ engine, dataDir });
	await using work = await grader.scratchFolder();
	const list = await findSources({ paths, each: options.each, work: work.path, signal });
	tellIgnored(context, list);
	requireFewEnough(list, options);
	await using journal = await openJournal(request, paths);
	if (journal.kept > 0) context.note(`${countText(journal.kept, 'report')} kept from the run before.`);
	const bundles = await bundleWriter(context, options);
	const judge = new SubmissionJudge({ engine, grader, lab, policy: options.policy, ...(bundles && { bundles }) });
	const jobs = options.jobs ?? poolSize(engine.facts, lab.lab.limits);
	if (list.sources.length >= classSize) await warm(context, grader, lab);
	const reports = await gradeAll(context, { judge, list, jobs, journal });
	const { outputs, column } = options;
	await writeOutputs({
		...{ context, lab: lab.lab.id, reports, sources: list.sources, outputs },
		...(column === undefined ? {} : { column }),
	});
	if (reports.every(({ status }) => status === 'graded')) await journal.remove();
	return statusOf(reports, options.floor);
}

/** Substitutes that we know how to make present; others have to be there, or are pulled. */
async function catalogueBases({ policy }: GradeOptions): Promise<readonly string[]> {
	const { loadCatalogue } = await import('#engine/bases/load-catalogue.ts');
	const { basesDir } = await import('../project.ts');
	const known = new Set((await loadCatalogue(basesDir)).bases.map(({ reference }) => reference));
	return policy.substitutes.map(({ to }) => to).filter((reference) => known.has(reference));
}

function tellIgnored(context: CliContext, { ignored }: SourceList): void {
	if (ignored.length === 0) return;
	const shown = ignored.slice(0, 5).join(', ');
	context.note(`Left out, since it is neither a folder nor an archive: ${shown}${ignored.length > 5 ? ', …' : ''}`);
}

function requireFewEnough({ sources }: SourceList, { outputs }: GradeOptions): void {
	const single = outputs.find(({ format }) => isSingleFormat(format));
	if (single === undefined || sources.length === 1) return;
	throw new UserError(
		'usage-invalid',
		`--format ${single.format} is for one submission, and there are ${sources.length}.`,
		'Grade one at a time in this format, or take json, csv, html, markdown or junit for many.',
	);
}

async function openJournal({ lab, options, dataDir }: GradeManyRequest, paths: readonly string[]): Promise<Journal> {
	const { Journal, journalPath } = await import('#submission/batch/journal.ts');
	const { labHash } = await import('#submission/batch/bundle.ts');
	const path = journalPath(dataDir, [lab.lab.id, String(options.each), ...paths]);
	return Journal.open(path, JSON.stringify([labHash(lab), options.policy]), options.resume);
}

async function bundleWriter(context: CliContext, { bundleDir }: GradeOptions): Promise<BundleWriter | undefined> {
	if (bundleDir === undefined) return undefined;
	const { BundleWriter } = await import('#submission/batch/bundle-writer.ts');
	return new BundleWriter(bundleDir, context.note);
}

/** From so many on, less time is lost than won by doing first what they have in common. */
const classSize = 4;

async function warm({ note, signal }: CliContext, grader: Grader, lab: LoadedLab): Promise<void> {
	await grader.warm({
		lab,
		signal,
		onEvent: (event) => event.kind === 'phase' && note(`${event.phase}. ${event.detail}.`),
	});
}

interface Work {
	readonly judge: Judge;
	readonly list: SourceList;
	readonly jobs: number;
	readonly journal: Journal;
}

async function gradeAll(context: CliContext, { judge, list, jobs, journal }: Work): Promise<readonly Report[]> {
	const { runBatch } = await import('#submission/batch/run-batch.ts');
	const { sources } = list;
	let finished = 0;
	const onProgress = (progress: BatchProgress) => {
		finished = progress.finished;
		context.progress.show(batchRows(progress));
	};
	try {
		return await runBatch({ sources, judge, jobs, journal, signal: context.signal, onProgress });
	} catch (error) {
		if (!isCancelled(error)) throw error;
		throw new UserError(
			'cancelled',
			`The grading was stopped after ${finished} of ${countText(sources.length, 'submission')}.`,
			'Run the same command with --resume to go on from there.',
			error,
		);
	} finally {
		context.progress.finish();
	}
}

/** A fault of ours weighs more than points: the grades are not complete. */
export function statusOf(reports: readonly Report[], floor: number | undefined): ExitStatus {
	if (reports.some(({ status }) => status === 'ungradable')) return 3;
	return floor !== undefined && reports.some(({ score }) => score < floor) ? 1 : 0;
}

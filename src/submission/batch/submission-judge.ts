/** Opens what was handed in, and grades it on the engine. */
import { join } from 'node:path';
import type { Engine } from '#engine/engine.ts';
import { cancelled, isCancelled, messageOf } from '#errors';
import type { LoadedLab } from '#lab/lab-folder.ts';
import type { JobEvent } from '#protocol/api.ts';
import type { Report } from '#protocol/report.ts';
import { collect } from '../collect/collect.ts';
import type { Collected } from '../collect/collected.ts';
import { labFiles } from '../collect/lab-files.ts';
import type { Grader } from '../grader.ts';
import { intakeLimits } from '../intake/limits.ts';
import { type OpenedFolder, openSubmission } from '../intake/open-submission.ts';
import { IntakeRefused } from '../intake/problems.ts';
import type { SubmissionSource } from '../intake/source.ts';
import { fileHash } from '../intake/unpack.ts';
import type { BasePolicy } from './base-policy.ts';
import type { BundleWriter } from './bundle-writer.ts';
import type { Judge, OpenedSubmission } from './opened.ts';
import { applyPolicy, type Prepared } from './prepare-submission.ts';
import { faultReport, refusedReport } from './ungraded-report.ts';

export interface SubmissionJudgeOptions {
	readonly engine: Engine;
	readonly grader: Grader;
	readonly lab: LoadedLab;
	readonly policy: BasePolicy;
	/** Where the graded files are kept with their reports. */
	readonly bundles?: BundleWriter;
}

export class SubmissionJudge implements Judge {
	readonly #options: SubmissionJudgeOptions;

	constructor(options: SubmissionJudgeOptions) {
		this.#options = options;
	}

	async open(source: SubmissionSource, signal: AbortSignal): Promise<OpenedSubmission> {
		const { grader, lab } = this.#options;
		await using stack = new AsyncDisposableStack();
		const work = stack.use(await grader.scratchFolder());
		try {
			const limits = intakeLimits(lab.lab.limits);
			const folder = await openSubmission({ source, work: join(work.path, 'in'), limits, signal });
			const to = join(work.path, 'seen');
			const collected = stack.use(await collect({ from: folder.path, to, ...labFiles(lab.lab), signal }));
			const opened = new Opened(this.#options, {
				source,
				folder,
				collected,
				signal,
				spare: join(work.path, 'changed'),
			});
			opened.defer(stack.move());
			return opened;
		} catch (error) {
			if (signal.aborted) throw cancelled('The grading');
			return this.#unopened(source, error);
		}
	}

	async check(signal: AbortSignal): Promise<void> {
		await this.#options.engine.ping({ signal });
	}

	/** What cannot be opened has a report all the same. */
	async #unopened(source: SubmissionSource, error: unknown): Promise<OpenedSubmission> {
		const { engine, lab } = this.#options;
		const ungraded = { lab: lab.lab, engine: engine.facts, name: source.name, hash: await handedInHash(source) };
		const report =
			error instanceof IntakeRefused ? refusedReport(ungraded, error.problem) : faultReport(ungraded, messageOf(error));
		return {
			// Its own hash names it in the report; two that were refused need not be refused for the same reason.
			hash: '',
			notes: [],
			grade: async () => report,
			keep: async () => undefined,
			[Symbol.asyncDispose]: async () => undefined,
		};
	}
}

async function handedInHash({ parts: [part] }: SubmissionSource): Promise<string> {
	if (part === undefined || part.kind === 'folder') return '';
	return fileHash(part.path).catch(() => '');
}

interface Inside {
	readonly source: SubmissionSource;
	readonly folder: OpenedFolder;
	readonly collected: Collected;
	readonly signal: AbortSignal;
	/** A folder that does not exist yet, for a copy with changes. */
	readonly spare: string;
}

class Opened implements OpenedSubmission {
	readonly hash: string;
	readonly notes: readonly string[];
	readonly #options: SubmissionJudgeOptions;
	readonly #inside: Inside;
	#resources: AsyncDisposable | undefined;

	constructor(options: SubmissionJudgeOptions, inside: Inside) {
		this.#options = options;
		this.#inside = inside;
		this.hash = inside.collected.problems.length > 0 ? '' : inside.collected.hash;
		this.notes = inside.folder.notes;
	}

	/** What goes with it when it is disposed of. */
	defer(resources: AsyncDisposable): void {
		this.#resources = resources;
	}

	async grade(onEvent: (event: JobEvent) => void): Promise<Report> {
		const { grader, engine, lab, policy } = this.#options;
		const { source, folder, collected, signal, spare } = this.#inside;
		const { name } = source;
		try {
			const plain: Prepared = { path: folder.path, lab, notes: [] };
			const prepared = await applyPolicy({ engine, policy, collected, spare, signal }, plain);
			const report = await grader.grade({ lab: prepared.lab, path: prepared.path, name, signal, onEvent });
			const submission = {
				...report.submission,
				hash: prepared.path === folder.path ? report.submission.hash : collected.hash,
			};
			return { ...report, submission, notes: [...prepared.notes, ...report.notes] };
		} catch (error) {
			if (signal.aborted || isCancelled(error)) throw cancelled('The grading');
			const ungraded = { lab: lab.lab, engine: engine.facts, name, hash: collected.hash };
			return faultReport(ungraded, messageOf(error));
		}
	}

	async keep(report: Report): Promise<void> {
		const { bundles, lab, policy } = this.#options;
		await bundles?.write({ lab, policy, report, collected: this.#inside.collected });
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#resources?.[Symbol.asyncDispose]();
	}
}

/**
 * Grades many submissions, a few at once. They begin in the order given, and each takes the next free place: none waits for a
 * slow one as long as a place is free. Files that are the same are graded once and reported for each.
 */
import { cancelled } from '#errors';
import { verdictText } from '#grade/formats/facts.ts';
import type { Report } from '#protocol/report.ts';
import type { SubmissionSource } from '../intake/source.ts';
import { type BatchProgress, type RunningSubmission, remainingTime } from './batch-progress.ts';
import type { Journal } from './journal.ts';
import type { Judge, OpenedSubmission } from './opened.ts';

export interface BatchRequest {
	/** In the order in which they begin and are reported. Their names differ. */
	readonly sources: readonly SubmissionSource[];
	readonly judge: Judge;
	/** Submissions at once. */
	readonly jobs: number;
	readonly journal: Journal;
	readonly signal: AbortSignal;
	readonly onProgress?: (progress: BatchProgress) => void;
}

/**
 * Gives a report for every source. Rejects with `cancelled`, or with why the judge cannot go on; what was finished until then
 * is in the journal.
 */
export async function runBatch(request: BatchRequest): Promise<readonly Report[]> {
	return new Batch(request).run();
}

class Batch {
	readonly #request: BatchRequest;
	readonly #reports = new Map<SubmissionSource, Report>();
	readonly #running = new Map<SubmissionSource, RunningSubmission>();
	/** One grading for each hash, for those who come with the same files. */
	readonly #gradings = new Map<string, Promise<Report>>();
	readonly #followers: Promise<void>[] = [];
	readonly #stop = new AbortController();
	readonly #started = performance.now();
	#graded = 0;
	#next = 0;

	constructor(request: BatchRequest) {
		this.#request = request;
	}

	async run(): Promise<readonly Report[]> {
		const { sources, jobs, signal } = this.#request;
		const forward = () => this.#stop.abort(cancelled('The grading'));
		signal.addEventListener('abort', forward, { once: true });
		if (signal.aborted) forward();
		try {
			this.#tell();
			const workers = Array.from({ length: Math.min(jobs, sources.length) }, () => this.#work());
			await Promise.all(workers);
			await Promise.all(this.#followers);
		} finally {
			signal.removeEventListener('abort', forward);
		}
		if (this.#stop.signal.aborted) throw this.#stop.signal.reason;
		return sources.flatMap((source) => this.#reports.get(source) ?? []);
	}

	/** Takes one submission after the other. Ends early when the batch stops; the reason is with the stop signal. */
	async #work(): Promise<void> {
		const { sources } = this.#request;
		for (;;) {
			const source = sources[this.#next];
			if (source === undefined || this.#stop.signal.aborted) return;
			this.#next += 1;
			try {
				await this.#one(source);
			} catch (error) {
				this.#stop.abort(error);
				return;
			} finally {
				this.#running.delete(source);
			}
		}
	}

	async #one(source: SubmissionSource): Promise<void> {
		const { judge, journal } = this.#request;
		this.#phase(source, 'Open');
		await using stack = new AsyncDisposableStack();
		const opened = stack.use(await judge.open(source, this.#stop.signal));
		const { hash } = opened;
		const known = journal.find(source.name, hash);
		if (known !== undefined) return await this.#finish(source, opened, known, true);
		const same = hash === '' ? undefined : this.#gradings.get(hash);
		if (same === undefined) return await this.#finish(source, opened, await this.#grade(source, opened), false);
		// Does not keep its place: the grading that it waits for may take long.
		const moved = stack.move();
		this.#followers.push(this.#follow(source, opened, same, moved));
	}

	async #grade(source: SubmissionSource, opened: OpenedSubmission): Promise<Report> {
		const grading = opened.grade((event) => {
			if (event.kind === 'phase') this.#phase(source, event.phase);
		});
		if (opened.hash !== '') this.#gradings.set(opened.hash, grading);
		const report = await grading;
		this.#graded += 1;
		// A fault may be of this one submission, or the end of all: only the engine knows.
		if (report.status === 'ungradable') await this.#request.judge.check(this.#stop.signal);
		return report;
	}

	async #follow(
		source: SubmissionSource,
		opened: OpenedSubmission,
		grading: Promise<Report>,
		resources: AsyncDisposable,
	): Promise<void> {
		await using _resources = resources;
		// A failure stops the batch where it happened.
		const report = await grading.catch(() => undefined);
		if (report === undefined) return;
		try {
			await this.#finish(source, opened, report, false);
		} catch (error) {
			this.#stop.abort(error);
		}
	}

	async #finish(source: SubmissionSource, opened: OpenedSubmission, report: Report, isOnDisk: boolean): Promise<void> {
		const own = reportFor(source, opened, report);
		await opened.keep(own);
		if (!isOnDisk) await this.#request.journal.append(source.name, opened.hash, report);
		this.#reports.set(source, own);
		this.#running.delete(source);
		this.#tell({ name: source.name, verdict: verdictText(own) });
	}

	#phase(source: SubmissionSource, phase: string): void {
		this.#running.set(source, { name: source.name, phase });
		this.#tell();
	}

	#tell(last?: BatchProgress['last']): void {
		const { sources, onProgress } = this.#request;
		const reports = [...this.#reports.values()];
		const remaining = remainingTime(performance.now() - this.#started, {
			graded: this.#graded,
			waiting: sources.length - reports.length,
		});
		onProgress?.({
			total: sources.length,
			finished: reports.length,
			ungradable: reports.filter(({ status }) => status === 'ungradable').length,
			running: [...this.#running.values()],
			...(last === undefined ? {} : { last }),
			...(remaining === undefined ? {} : { remainingMilliseconds: remaining }),
		});
	}
}

/** The report under the name of the one who handed it in. */
function reportFor({ name, learner }: SubmissionSource, opened: OpenedSubmission, report: Report): Report {
	const { learner: _other, ...submission } = report.submission;
	return {
		...report,
		submission: { ...submission, name, ...(learner === undefined ? {} : { learner }) },
		notes: [...opened.notes, ...report.notes],
	};
}

/** Grades and builds submissions on one engine, and leaves nothing behind. */
import { randomBytes, randomInt } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';
import { cancelled } from '#errors';
import { gradeSubmission } from '#grade/grade-submission.ts';
import type { LoadedLab } from '#lab/lab-folder.ts';
import type { JobEvent } from '#protocol/api.ts';
import type { Report } from '#protocol/report.ts';
import { type KeptBefore, prebuildStarter } from './before-image.ts';
import { buildWork } from './build-work.ts';
import { CacheLedger } from './cleanup/cache-ledger.ts';
import { Leases } from './cleanup/leases.ts';
import { ProcessRegistry } from './cleanup/process-registry.ts';
import { removeImage, sweepLeftovers } from './cleanup/sweep.ts';
import { copiesFolder, type GradingContext } from './context.ts';
import { SubmissionDatabase } from './database.ts';
import { AnalysisStore } from './gather/analysis-store.ts';
import { gatherEvidence } from './gather/gather-evidence.ts';
import { TransferStore } from './gather/transfer-store.ts';
import { ScratchFolder } from './scratch-folder.ts';
import { SharedValues } from './shared-values.ts';
import { makeWarmCache } from './warm-cache.ts';

export interface GraderOptions {
	readonly engine: Engine;
	/** Folder for the record of what is on the engine, for private copies and for what is kept between gradings. */
	readonly dataDir: string;
}

export interface JobRequest {
	readonly lab: LoadedLab;
	/** The folder with the learner's files. */
	readonly path: string;
	/** Keeps what was built in the build cache, for somebody who builds the same again soon. Default: nothing stays. */
	readonly keepCache?: boolean;
	readonly onEvent?: (event: JobEvent) => void;
	readonly signal?: AbortSignal;
}

export interface GradeRequest extends JobRequest {
	/** Name of the submission in the report. */
	readonly name: string;
	/** Floats in [0, 1) that the values of the run are drawn from. Default: unpredictable ones. */
	readonly random?: () => number;
}

const jobBytes = 6;

/** As fine as a float in [0, 1) needs to be for drawing values. */
const randomSteps = 2 ** 32;

export class Grader implements AsyncDisposable {
	readonly #engine: Engine;
	readonly #dataDir: string;
	readonly #database: SubmissionDatabase;
	readonly #analyses: AnalysisStore;
	readonly #transfers: TransferStore;
	readonly #befores = new SharedValues<KeptBefore>();
	readonly #registry: ProcessRegistry;
	readonly #ledger: CacheLedger;
	readonly #leases: Leases;

	private constructor(options: GraderOptions, database: SubmissionDatabase, registry: ProcessRegistry) {
		this.#engine = options.engine;
		this.#dataDir = options.dataDir;
		this.#database = database;
		this.#analyses = new AnalysisStore(join(options.dataDir, 'analyses'));
		this.#transfers = new TransferStore(database);
		this.#registry = registry;
		this.#ledger = new CacheLedger(database, options.engine, registry.id);
		this.#leases = new Leases(database, registry);
	}

	/** Opens the record of the data folder and removes what earlier processes left on the engine. */
	static async open(options: GraderOptions): Promise<Grader> {
		await using stack = new AsyncDisposableStack();
		const database = stack.use(new SubmissionDatabase(options.dataDir));
		const registry = stack.use(await ProcessRegistry.register(database));
		const grader = new Grader(options, database, registry);
		await sweepLeftovers({
			engine: options.engine,
			registry,
			ledger: grader.#ledger,
			copies: copiesFolder(options.dataDir),
		});
		stack.move();
		return grader;
	}

	/**
	 * Grades one folder. What is wrong with the submission is in the report; a fault of ours makes it `ungradable`.
	 * Throws UserError `submission-not-found`, `submission-invalid`, `cancelled`.
	 */
	async grade(request: GradeRequest): Promise<Report> {
		const random = request.random ?? (() => randomInt(randomSteps) / randomSteps);
		return this.#job(request, async (context) => {
			const { path, name } = request;
			const evidence = await gatherEvidence(context, this.#leases, { path, name, random });
			const report = gradeSubmission(request.lab.lab, evidence);
			context.onEvent({ kind: 'report', report });
			return report;
		});
	}

	/** Builds the learner's image and measures it, without judging. The event is the last one told. */
	async build(request: JobRequest): Promise<Extract<JobEvent, { kind: 'built' }>> {
		return this.#job(request, async (context) => {
			const built = await buildWork(context, request.path);
			context.onEvent(built);
			return built;
		});
	}

	/** Does once what the lab says all its submissions have in common; worth it before many of them. Throws UserErrors. */
	async warm(request: Omit<JobRequest, 'path' | 'keepCache'>): Promise<void> {
		return this.#job(request, (context) => makeWarmCache(context, this.#leases));
	}

	/**
	 * Builds and measures the image that submissions of a lab are compared with, unless it is there: most of what the first
	 * grading would wait for. Throws UserErrors `build-failed`, `cancelled`.
	 */
	async prebuild(request: Omit<JobRequest, 'path'>): Promise<void> {
		return this.#job(request, (context) => prebuildStarter(context, this.#leases));
	}

	/** A folder for a caller's own use: removed when disposed, or at the next start when this process dies before. */
	async scratchFolder(): Promise<ScratchFolder> {
		const name = `${this.#registry.id}-work-${randomBytes(jobBytes).toString('hex')}`;
		return ScratchFolder.create(join(copiesFolder(this.#dataDir), name));
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#registry[Symbol.dispose]();
		this.#database[Symbol.dispose]();
	}

	/** Runs one job with everything that it makes noted, and removed at its end. */
	async #job<Result>(
		request: Omit<JobRequest, 'path'>,
		work: (context: GradingContext) => Promise<Result>,
	): Promise<Result> {
		const {
			lab: loaded,
			onEvent = () => undefined,
			signal = new AbortController().signal,
			keepCache = false,
		} = request;
		const job = `${this.#registry.id}-${randomBytes(jobBytes).toString('hex')}`;
		const context: GradingContext = {
			engine: this.#engine,
			database: this.#database,
			analyses: this.#analyses,
			transfers: this.#transfers,
			befores: this.#befores,
			registry: this.#registry,
			loaded,
			dataDir: this.#dataDir,
			job,
			cacheScope: keepCache ? `${this.#database.dataId}-${loaded.lab.id}` : job,
			onEvent,
			signal,
		};
		if (signal.aborted) throw cancelled('The job');
		await this.#ledger.begin(job, keepCache);
		try {
			return await work(context);
		} catch (error) {
			throw signal.aborted ? cancelled('The job') : error;
		} finally {
			await this.#cleanUp(job);
		}
	}

	/** Without the signal of the job: what was begun is taken away also after it was cancelled. */
	async #cleanUp(job: string): Promise<void> {
		const labels = { [labelNames.job]: job };
		for (const { id } of await this.#engine.containers.list(labels)) await this.#engine.containers.remove(id);
		for (const { id, tags } of await this.#engine.images.list(labels)) await removeImage(this.#engine, id, tags);
		await this.#ledger.end(job);
		await rm(join(copiesFolder(this.#dataDir), job), { recursive: true, force: true });
	}
}

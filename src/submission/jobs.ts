/** Builds and checks that the page asks for: one at a time for each lab, few at once, each with a record to read. */
import { randomUUID } from 'node:crypto';
import { UserError } from '#errors';
import type { JobEvent, JobKind } from '#protocol/api.ts';
import { internalFault, problemOf } from '#protocol/problem-details.ts';
import { EventRecord, type NumberedEvent } from './event-record.ts';

/** Jobs at once: each is a build, and a build may use all cores. */
const maxRunning = 1;

/** Jobs that wait: one for each lab that a person may have open, no more. */
const maxWaiting = 5;

/** Ended jobs whose records stay readable for pages that come back. */
const keptJobs = 20;

/** What a job does. It tells events and ends; a UserError becomes its `failed` event. */
export type JobWork = (onEvent: (event: JobEvent) => void, signal: AbortSignal) => Promise<void>;

interface Job {
	readonly id: string;
	readonly kind: JobKind;
	readonly lab: string;
	readonly startedAt: string;
	readonly work: JobWork;
	readonly record: EventRecord;
	readonly stop: AbortController;
}

export class JobRunner implements AsyncDisposable {
	readonly #jobs = new Map<string, Job>();
	readonly #running = new Map<string, Promise<void>>();
	readonly #waiting: Job[] = [];
	readonly #onFault: (error: unknown) => void;

	/** `onFault` gets errors that are no UserErrors, for the log. */
	constructor(onFault: (error: unknown) => void) {
		this.#onFault = onFault;
	}

	/** Starts a job, or lets it wait. Throws UserError `job-running` when the lab has one or too many wait. */
	start(kind: JobKind, lab: string, work: JobWork): { readonly job: string } {
		if (this.running(lab) !== undefined) {
			throw new UserError('job-running', `The lab ${lab} is being built already.`, 'Wait for its end, or cancel it.');
		}
		if (this.#waiting.length >= maxWaiting) {
			throw new UserError('job-running', 'Too many builds are waiting.', 'Wait until one of them has ended.');
		}
		const startedAt = new Date().toISOString();
		const job = {
			id: randomUUID(),
			kind,
			lab,
			startedAt,
			work,
			record: new EventRecord(),
			stop: new AbortController(),
		};
		this.#jobs.set(job.id, job);
		this.#waiting.push(job);
		this.#next();
		return { job: job.id };
	}

	/** The job of a lab that runs or waits. */
	running(lab: string): { readonly job: string; readonly kind: JobKind; readonly startedAt: string } | undefined {
		const found = [...this.#jobs.values()].find((job) => job.lab === lab && !job.record.ended);
		return found === undefined ? undefined : { job: found.id, kind: found.kind, startedAt: found.startedAt };
	}

	/** The record after event `after`, then what comes, until the job ends. Throws UserError `job-not-found`. */
	events(job: string, after: number, signal: AbortSignal): AsyncIterable<NumberedEvent> {
		return this.#find(job).record.read(after, signal);
	}

	/** Asks a job to stop; it then tells `cancelled`. One that has ended stays as it is. Throws UserError `job-not-found`. */
	cancel(job: string): void {
		const found = this.#find(job);
		found.stop.abort();
		const waits = this.#waiting.indexOf(found);
		if (waits === -1) return;
		this.#waiting.splice(waits, 1);
		this.#end(found, { kind: 'cancelled' });
	}

	/** Stops everything and waits for it. */
	async [Symbol.asyncDispose](): Promise<void> {
		for (const job of [...this.#jobs.values()]) this.cancel(job.id);
		await Promise.all(this.#running.values());
	}

	#find(id: string): Job {
		const job = this.#jobs.get(id);
		if (job !== undefined) return job;
		throw new UserError('job-not-found', `There is no job ${id}.`, 'Start it again; only the last ones are kept.');
	}

	#next(): void {
		if (this.#running.size >= maxRunning) return;
		const job = this.#waiting.shift();
		if (job === undefined) return;
		const run = this.#run(job).then((last) => {
			this.#running.delete(job.id);
			this.#end(job, last);
			this.#next();
		});
		this.#running.set(job.id, run);
	}

	/** Gives the event that ends the record, unless the work told its own last one. */
	async #run(job: Job): Promise<JobEvent | undefined> {
		try {
			await job.work((event) => job.record.add(event), job.stop.signal);
			return undefined;
		} catch (error) {
			if (job.stop.signal.aborted) return { kind: 'cancelled' };
			if (!(error instanceof UserError)) this.#onFault(error);
			return { kind: 'failed', problem: problemOf(error instanceof UserError ? error : internalFault(error)) };
		}
	}

	#end(job: Job, last: JobEvent | undefined): void {
		if (last !== undefined) job.record.add(last);
		job.record.end();
		const ended = [...this.#jobs.values()].filter(({ record }) => record.ended);
		for (const { id } of ended.slice(0, -keptJobs)) this.#jobs.delete(id);
	}
}

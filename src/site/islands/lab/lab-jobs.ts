/** Starts, follows and cancels the builds and checks of one lab. */
import type { JobKind, Work } from '#protocol/api.ts';
import type { LabText } from '../../text/en/lab.ts';
import { asProblem } from '../api/as-problem.ts';
import { followJob } from '../api/follow-job.ts';
import { ApiProblem, ask, askJson } from '../api/request.ts';
import { Store } from '../store.ts';
import { applyEvent, isOver, type JobView, newJob } from './job-view.ts';
import type { WorkFiles } from './work-files.ts';

export class LabJobs {
	/** The job that runs or ran last; undefined before the first. */
	readonly current = new Store<JobView | undefined>(undefined);
	readonly #lab: string;
	readonly #files: WorkFiles;
	readonly #signal: AbortSignal;
	readonly #text: LabText;

	constructor(lab: string, files: WorkFiles, text: LabText, signal: AbortSignal) {
		this.#lab = lab;
		this.#files = files;
		this.#signal = signal;
		this.#text = text;
	}

	get busy(): boolean {
		const view = this.current.value;
		return view !== undefined && !isOver(view);
	}

	/** Saves first: what is built is what is seen. Never rejects; the view tells. */
	async start(kind: JobKind): Promise<void> {
		if (this.busy) return;
		this.current.set(newJob(kind, Date.now()));
		try {
			if (!(await this.#files.flush())) {
				this.#fail({ detail: this.#text.jobs.unsaved, hint: this.#text.jobs.lookAbove });
				return;
			}
			const address = `/api/labs/${encodeURIComponent(this.#lab)}/${kind === 'build' ? 'builds' : 'checks'}`;
			const { job } = await askJson<{ job: string }>(address, { method: 'POST', signal: this.#signal });
			await this.#follow(job);
		} catch (error) {
			this.#fail(asProblem(error, this.#text));
		}
	}

	/** Takes up a job that was running when the page was loaded. Never rejects. */
	async resume(running: NonNullable<Work['running']>): Promise<void> {
		this.current.set(newJob(running.kind, Date.parse(running.startedAt)));
		try {
			await this.#follow(running.job);
		} catch (error) {
			this.#fail(asProblem(error, this.#text));
		}
	}

	async cancel(): Promise<void> {
		const job = this.current.value?.job;
		if (job === undefined || !this.busy) return;
		try {
			await ask(`/api/jobs/${encodeURIComponent(job)}`, { method: 'DELETE', signal: this.#signal });
		} catch (error) {
			// A job that is over already cannot be cancelled, and need not be.
			if (!(error instanceof ApiProblem && error.problem.status === 404)) this.#fail(asProblem(error, this.#text));
		}
	}

	async #follow(job: string): Promise<void> {
		this.#change((view) => ({ ...view, job }));
		const listener = {
			onEvent: (event: Parameters<typeof applyEvent>[1]) => this.#change((view) => applyEvent(view, event, Date.now())),
			onConnection: (connected: boolean) => this.#change((view) => ({ ...view, connected })),
		};
		await followJob(job, listener, this.#signal);
		if (this.busy) this.#fail({ detail: this.#text.jobs.noResult, hint: this.#text.jobs.startAgain });
	}

	#change(change: (view: JobView) => JobView): void {
		this.current.update((view) => (view === undefined ? view : change(view)));
	}

	#fail(problem: { readonly detail: string; readonly hint: string }): void {
		if (this.#signal.aborted) return;
		this.#change((view) => ({ ...view, state: 'failed', problem, endedAt: Date.now() }));
	}
}

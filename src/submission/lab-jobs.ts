/** The Build and Check buttons: the learner's work on a lab goes to the grader, events to the page, the report to the store. */
import type { LoadedLab } from '#lab/lab-folder.ts';
import type { JobKind } from '#protocol/api.ts';
import type { NumberedEvent } from './event-record.ts';
import type { Grader } from './grader.ts';
import type { JobRunner } from './jobs.ts';
import type { WorkStore } from './work-store.ts';

/** How the learner's own work is called in a report. */
const submissionName = 'Your work';

export interface LabJobsParts {
	readonly labs: readonly LoadedLab[];
	readonly work: WorkStore;
	readonly runner: JobRunner;
	/** The grader for a lab; throws UserError `lab-not-ready` while its engine or a base is missing. */
	readonly grader: (lab: string) => Promise<Grader>;
	/** Brings what the learner's terminal wrote into the folder that is built and checked. */
	readonly settle: (lab: string) => Promise<void>;
}

export class LabJobs {
	readonly #parts: LabJobsParts;

	constructor(parts: LabJobsParts) {
		this.#parts = parts;
	}

	/** Throws UserError `job-running`, `lab-not-found`, and what `grader` throws. */
	async start(kind: JobKind, lab: string): Promise<{ readonly job: string }> {
		const folder = this.#parts.work.of(lab);
		const loaded = this.#parts.labs.find((each) => each.lab.id === lab);
		if (loaded === undefined) throw new Error(`The work store has a lab ${lab} that is not loaded.`);
		const grader = await this.#parts.grader(lab);
		await folder.read();
		await this.#parts.settle(lab);
		return this.#parts.runner.start(kind, lab, async (onEvent, signal) => {
			const request = { lab: loaded, path: folder.files, keepCache: true, onEvent, signal };
			if (kind === 'build') await grader.build(request);
			else await folder.keepReport(await grader.grade({ ...request, name: submissionName }));
		});
	}

	running(lab: string): ReturnType<JobRunner['running']> {
		return this.#parts.runner.running(lab);
	}

	events(job: string, after: number, signal: AbortSignal): AsyncIterable<NumberedEvent> {
		return this.#parts.runner.events(job, after, signal);
	}

	cancel(job: string): void {
		this.#parts.runner.cancel(job);
	}
}

/** The page's two buttons: a job on the learner's own folder, when the lab is ready for it. */
import { UserError } from '#errors';
import type { LoadedLab } from '#lab/lab-folder.ts';
import type { Health, JobKind } from '#protocol/api.ts';
import type { Grader } from '#submission/grader.ts';
import type { JobRunner } from '#submission/jobs.ts';
import type { WorkStore } from '#submission/work-store.ts';
import type { JobShelf } from './dependencies.ts';

export interface JobShelfParts {
	readonly labs: readonly LoadedLab[];
	readonly work: WorkStore;
	readonly runner: JobRunner;
	readonly health: () => Health;
	/** Undefined while there is no engine. */
	readonly grader: () => Pick<Grader, 'build' | 'grade'> | undefined;
}

/** Name of the submission in reports of one's own work. */
const ownName = 'my work';

function notReady(lab: string, health: Health): UserError {
	const { problem } = health.engine;
	if (problem !== undefined) return new UserError('lab-not-ready', problem.message, problem.hint);
	const missing = health.labs.find(({ id }) => id === lab)?.missing ?? [];
	return new UserError(
		'lab-not-ready',
		health.engine.state === 'ready' ? `The lab waits for ${missing.join(', ')}.` : 'The engine is not up yet.',
		'Wait until the strip above the editor says that it is ready.',
	);
}

export function jobShelf({ labs, work, runner, health, grader }: JobShelfParts): JobShelf {
	const start = async (kind: JobKind, lab: string) => {
		const current = health();
		const ready = current.labs.some(({ id, state }) => id === lab && state === 'ready');
		const judge = grader();
		const loaded = labs.find((each) => each.lab.id === lab);
		if (!ready || judge === undefined || loaded === undefined) throw notReady(lab, current);
		const folder = work.of(lab);
		await folder.read();
		return runner.start(kind, lab, async (onEvent, signal) => {
			const request = { lab: loaded, path: folder.files, keepCache: true, onEvent, signal };
			if (kind === 'build') await judge.build(request);
			else await folder.keepReport(await judge.grade({ ...request, name: ownName }));
		});
	};
	return {
		start,
		running: (lab) => runner.running(lab),
		events: (job, after, signal) => runner.events(job, after, signal),
		cancel: (job) => runner.cancel(job),
	};
}

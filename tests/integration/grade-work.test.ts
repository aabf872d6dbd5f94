/** The page's Build and Check: the learner's own work, with events to follow and a report to come back to. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labelNames } from '#engine/labels.ts';
import type { LoadedLab } from '#lab/lab-folder.ts';
import type { JobEvent, JobKind } from '#protocol/api.ts';
import { jobEventSchema } from '#protocol/api.ts';
import { JobRunner } from '#submission/jobs.ts';
import { LabJobs } from '#submission/lab-jobs.ts';
import { WorkStore } from '#submission/work-store.ts';
import { GradingBench } from '../helpers/grading.ts';

const faults: unknown[] = [];
let bench: GradingBench;
let loaded: LoadedLab;
let work: WorkStore;
let runner: JobRunner;
let jobs: LabJobs;
beforeAll(async () => {
	bench = await GradingBench.open();
	loaded = await bench.lab();
	work = new WorkStore([loaded], bench.folder.join('data'));
	runner = new JobRunner((error) => faults.push(error));
	jobs = new LabJobs({ labs: [loaded], work, runner, grader: async () => bench.grader, settle: async () => undefined });
});
afterAll(async () => {
	await runner[Symbol.asyncDispose]();
	for (const { tags } of await workImages()) for (const tag of tags) await bench.engine.images.remove(tag);
	await bench[Symbol.asyncDispose]();
	expect(faults).toEqual([]);
});

async function workImages() {
	const images = await bench.engine.images.list({ [labelNames.role]: 'lab-build' });
	return images.filter(({ tags }) => tags.some((tag) => tag.includes('/capitals-work:')));
}

/** Runs a job to its end, and gives all that it told. */
async function run(kind: JobKind, onEvent: (event: JobEvent, job: string) => void = () => undefined) {
	const { job } = await jobs.start(kind, 'capitals');
	const events: JobEvent[] = [];
	for await (const { event } of jobs.events(job, 0, new AbortController().signal)) {
		events.push(jobEventSchema.parse(event));
		onEvent(event, job);
	}
	return events;
}

async function saveDockerfile(text: string): Promise<void> {
	const { files } = await work.read('capitals');
	const version = files.find(({ path }) => path === 'Dockerfile')?.version ?? '';
	await work.save('capitals', 'Dockerfile', text, version);
}

describe('Build', () => {
	it('tells steps, log and sizes, and keeps the last image of the lab alone', async () => {
		for (const word of ['one', 'two']) {
			await saveDockerfile(
				`FROM busybox\nRUN echo ${word}-$((6 * 7))\nCOPY main.sh /main.sh\nENTRYPOINT ["/bin/sh", "/main.sh"]\n`,
			);
			const events = await run('build');
			const text = events.map((event) => (event.kind === 'log' ? event.text : '')).join('');
			expect(text).toContain(`${word}-42`);
			expect(events.some((event) => event.kind === 'step' && event.step.status === 'done')).toBe(true);
			expect(events.at(-1)).toMatchObject({ kind: 'built', outcome: 'built' });
			expect(await workImages()).toHaveLength(1);
		}
	});

	it('names the line that fails, and what to do', async () => {
		await saveDockerfile('FROM busybox\nRUN true\nRUN golang build\n');
		expect((await run('build')).at(-1)).toMatchObject({
			kind: 'built',
			outcome: 'failed',
			line: 3,
			hint: expect.stringContaining('golang is not in the base of this stage'),
		});
	});

	it('names the line of a base that the lab does not have', async () => {
		await saveDockerfile('FROM busibox\n');
		expect((await run('build')).at(-1)).toMatchObject({
			outcome: 'failed',
			line: 1,
			hint: expect.stringContaining('Did you mean busybox?'),
		});
	});

	it('tells a Dockerfile without an instruction', async () => {
		await saveDockerfile('# nothing yet\n');
		expect((await run('build')).at(-1)).toMatchObject({
			outcome: 'failed',
			error: 'Every line of Dockerfile is a comment, so it has no instruction.',
		});
	});

	it('is cancelled, and leaves no image', async () => {
		await saveDockerfile('FROM busybox\nRUN echo begun; sleep 600\n');
		const events = await run('build', (event, job) => {
			if (event.kind === 'log' && event.text.includes('begun')) jobs.cancel(job);
		});
		expect(events.at(-1)).toEqual({ kind: 'cancelled' });
		expect(await bench.leftovers({ keepCache: true })).toEqual([]);
	});
});

describe('Check', () => {
	it('grades the work and keeps the report', async () => {
		await work.reset('capitals');
		const last = (await run('check')).at(-1);
		if (last?.kind !== 'report') throw new Error('The last event is no report.');
		expect(last.report).toMatchObject({ status: 'graded', score: 4, submission: { name: 'Your work' } });
		expect((await work.read('capitals')).lastReport).toEqual(last.report);
	});
});

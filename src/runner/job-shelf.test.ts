import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '#errors';
import type { LoadedLab } from '#lab/lab-folder.ts';
import { loadLab } from '#lab/load.ts';
import type { Health } from '#protocol/api.ts';
import type { Grader, JobRequest } from '#submission/grader.ts';
import { JobRunner } from '#submission/jobs.ts';
import { WorkStore } from '#submission/work-store.ts';
import { allOf } from '../../tests/helpers/all-of.ts';
import { fakeHealth } from '../../tests/helpers/fake-course.ts';
import { jobShelf } from './job-shelf.ts';

let dataDir = '';
let go: LoadedLab;
beforeAll(async () => {
	dataDir = await mkdtemp(join(tmpdir(), 'stagecraft-shelf-'));
	go = await loadLab(fileURLToPath(new URL('../../labs/go', import.meta.url)));
});
afterAll(() => rm(dataDir, { recursive: true }));

function shelf(health: Health, grader: Pick<Grader, 'build' | 'grade'> | undefined) {
	const runner = new JobRunner((error) => {
		throw error;
	});
	return jobShelf({
		labs: [go],
		work: new WorkStore([go], dataDir),
		runner,
		health: () => health,
		grader: () => grader,
	});
}

const waiting: Health = {
	...fakeHealth,
	status: 'preparing',
	labs: [{ id: 'go', state: 'waiting', needs: ['golang:1.27'], missing: ['golang:1.27'] }],
};

describe('starting a job', () => {
	it('says what is missing before the lab is ready', async () => {
		const judge = {} as Grader;
		const early: unknown = await shelf(waiting, judge)
			.start('build', 'go')
			.catch((error) => error);
		expect(early).toMatchObject({ code: 'lab-not-ready', message: 'The lab waits for golang:1.27.' });
		const problem = { message: 'No engine.', hint: 'Install one.' };
		const broken: Health = { ...waiting, engine: { ...waiting.engine, state: 'missing', problem } };
		await expect(shelf(broken, undefined).start('check', 'go')).rejects.toThrow(UserError);
		await expect(shelf(broken, undefined).start('check', 'go')).rejects.toThrow('No engine.');
	});

	it('builds the learner’s own folder, with a record to follow', async () => {
		const asked: string[] = [];
		const build = async ({ path, keepCache, onEvent }: JobRequest) => {
			asked.push(`${path.slice(dataDir.length)} ${keepCache}`);
			const built = { kind: 'built', outcome: 'built', milliseconds: 1 } as const;
			onEvent?.(built);
			return built;
		};
		const jobs = shelf(fakeHealth, { build, grade: () => Promise.reject(new Error('not asked for')) });
		const { job } = await jobs.start('build', 'go');
		const events = await allOf(jobs.events(job, 0, new AbortController().signal));
		expect(events.map(({ event }) => event.kind)).toEqual(['built']);
		expect(asked).toEqual(['/work/go/files true']);
		expect(jobs.running('go')).toBeUndefined();
	});
});

import { describe, expect, it } from 'vitest';
import { UserError } from '#errors';
import type { JobEvent } from '#protocol/api.ts';
import { JobRunner, type JobWork } from './jobs.ts';

const never = new AbortController().signal;

async function all(runner: JobRunner, job: string, after = 0): Promise<readonly JobEvent[]> {
	const events: JobEvent[] = [];
	for await (const { event } of runner.events(job, after, never)) events.push(event);
	return events;
}

const phase = (text: string): JobEvent => ({ kind: 'phase', phase: text, detail: '' });

/** A job that waits until it is let go, or is stopped. */
function gate(): { readonly work: JobWork; readonly open: () => void } {
	const opened = Promise.withResolvers<void>();
	return {
		open: () => opened.resolve(),
		work: async (onEvent, signal) => {
			onEvent(phase('waits'));
			signal.addEventListener('abort', () => opened.reject(new Error('stopped')));
			await opened.promise;
			onEvent(phase('goes on'));
		},
	};
}

function runner(faults: unknown[] = []): JobRunner {
	return new JobRunner((error) => faults.push(error));
}

describe('JobRunner', () => {
	it('replays a record from any place, and goes on to its end', async () => {
		await using jobs = runner();
		const { work, open } = gate();
		const { job } = jobs.start('build', 'go', work);
		expect(jobs.running('go')).toMatchObject({ job, kind: 'build' });
		const early = all(jobs, job);
		open();
		expect(await early).toEqual([phase('waits'), phase('goes on')]);
		expect(await all(jobs, job, 1)).toEqual([phase('goes on')]);
		expect(jobs.running('go')).toBeUndefined();
	});

	it('runs one job at a time, and one for each lab', async () => {
		await using jobs = runner();
		const first = gate();
		const { job } = jobs.start('build', 'go', first.work);
		expect(() => jobs.start('check', 'go', first.work)).toThrow('is being built already');
		const second = jobs.start('check', 'flask', async (onEvent) => onEvent(phase('second')));
		expect(jobs.running('flask')?.kind).toBe('check');
		first.open();
		await all(jobs, job);
		expect(await all(jobs, second.job)).toEqual([phase('second')]);
	});

	it('lets only some wait', async () => {
		await using jobs = runner();
		for (const lab of ['a', 'b', 'c', 'd', 'e', 'f']) jobs.start('build', lab, gate().work);
		expect(() => jobs.start('build', 'g', gate().work)).toThrow('Too many builds are waiting.');
	});

	it('cancels what runs and what waits', async () => {
		await using jobs = runner();
		const running = jobs.start('build', 'go', gate().work);
		const waiting = jobs.start('build', 'flask', gate().work);
		jobs.cancel(waiting.job);
		expect(await all(jobs, waiting.job)).toEqual([{ kind: 'cancelled' }]);
		jobs.cancel(running.job);
		expect(await all(jobs, running.job)).toEqual([phase('waits'), { kind: 'cancelled' }]);
		expect(jobs.running('go')).toBeUndefined();
	});

	it('tells a UserError as it is, and hides what a fault of ours says', async () => {
		const faults: unknown[] = [];
		await using jobs = runner(faults);
		const known = jobs.start('build', 'go', async () => {
			throw new UserError('submission-invalid', 'a.txt is not a folder.', 'Give a folder.');
		});
		const [failed] = await all(jobs, known.job);
		expect(failed).toMatchObject({ kind: 'failed', problem: { code: 'submission-invalid', status: 400 } });
		const unknown = jobs.start('build', 'go', async () => {
			throw new Error('/secret/path');
		});
		expect(JSON.stringify(await all(jobs, unknown.job))).not.toContain('secret');
		expect(faults).toHaveLength(1);
	});

	it('keeps the last records only', async () => {
		await using jobs = runner();
		const ids: string[] = [];
		for (let index = 0; index < 25; index += 1) {
			const { job } = jobs.start('build', 'go', async () => undefined);
			await all(jobs, job);
			ids.push(job);
		}
		expect(() => jobs.events(ids[0] ?? '', 0, never)).toThrow('There is no job');
		expect(await all(jobs, ids.at(-1) ?? '')).toEqual([]);
	});

	it('drops the oldest log of an endless job, and nothing else', async () => {
		await using jobs = runner();
		const { job } = jobs.start('build', 'go', async (onEvent) => {
			onEvent(phase('first'));
			for (let index = 0; index < 50; index += 1) {
				onEvent({ kind: 'log', image: 'after', stepId: 'a', text: `${index}:${'y'.repeat(100_000)}` });
			}
			onEvent(phase('last'));
		});
		const events = await all(jobs, job);
		expect(events[0]).toEqual(phase('first'));
		expect(events.at(-1)).toEqual(phase('last'));
		expect(JSON.stringify(events).length).toBeLessThan(2_100_000);
		expect(JSON.stringify(events)).toContain('"49:');
	});

	it('stops reading when the reader leaves', async () => {
		await using jobs = runner();
		const { job } = jobs.start('build', 'go', gate().work);
		const left = new AbortController();
		const events = jobs.events(job, 1, left.signal)[Symbol.asyncIterator]();
		const next = events.next();
		left.abort();
		expect((await next).done).toBe(true);
	});
});

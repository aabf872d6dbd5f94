import { describe, expect, it } from 'vitest';
import type { JobEvent } from '#protocol/api.ts';
import { lab } from '../../text/en/lab.ts';
import { applyEvent, isOver, type JobView, newJob } from './job-view.ts';
import { marksOfBuild } from './marks.ts';

const step = (id: string, status: 'running' | 'done' | 'error'): JobEvent => ({
	kind: 'step',
	image: 'after',
	step: { id, name: `[1/2] RUN ${id}`, status, cached: false, milliseconds: 5 },
});
const log = (text: string): JobEvent => ({ kind: 'log', image: 'after', stepId: 'a', text });
const play = (view: JobView, ...events: readonly JobEvent[]) =>
	events.reduce((now, event) => applyEvent(now, event, 900), view);

describe('applyEvent', () => {
	it('keeps one row for each step, in the order in which they came, with their output', () => {
		const view = play(
			newJob('build', 100),
			step('a', 'running'),
			log('x\n'),
			step('b', 'running'),
			log('y\n'),
			step('a', 'done'),
		);
		expect(view.steps.map(({ step: { id, status }, log: text }) => [id, status, text])).toEqual([
			['a', 'done', 'x\ny\n'],
			['b', 'running', ''],
		]);
		expect([view.state, isOver(view)]).toEqual(['running', false]);
	});

	it('keeps the end of a long output', () => {
		const view = play(newJob('build', 0), log('start '), log('z'.repeat(70_000)), log('end'));
		expect([view.steps[0]?.log.length, view.steps[0]?.logCut, view.steps[0]?.log.endsWith('end')]).toEqual([
			64_000,
			true,
			true,
		]);
	});

	it('ends a build with its result, a check with its report only', () => {
		const built: JobEvent = { kind: 'built', outcome: 'failed', error: 'no', hint: 'do', line: 3, milliseconds: 7 };
		const build = play(newJob('build', 0), built);
		expect([build.state, build.endedAt, isOver(play(newJob('check', 0), built))]).toEqual(['done', 900, false]);
		expect(marksOfBuild(build, 'Dockerfile', lab)).toEqual([
			{ path: 'Dockerfile', line: 3, endLine: 3, severity: 'error', message: 'no', hint: 'do', note: true },
		]);
		expect(marksOfBuild(play(build, { ...built, outcome: 'built' }), 'Dockerfile', lab)).toEqual([]);
	});

	it('counts a phase with a new detail as the same', () => {
		const phase = (name: string, detail: string): JobEvent => ({ kind: 'phase', phase: name, detail });
		const view = play(newJob('check', 0), phase('Build', '1'), phase('Build', '2'), phase('Run', ''));
		expect(view.phases.map(({ phase: name, detail }) => [name, detail])).toEqual([
			['Build', '2'],
			['Run', ''],
		]);
	});

	it('is over when cancelled, and when it failed', () => {
		expect(play(newJob('check', 0), { kind: 'cancelled' }).state).toBe('cancelled');
		const problem = { type: '', title: '', status: 500, detail: 'd', code: 'c', hint: 'h' };
		expect(play(newJob('check', 0), { kind: 'failed', problem })).toMatchObject({ state: 'failed', problem });
	});
});

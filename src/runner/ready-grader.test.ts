import { describe, expect, it } from 'vitest';
import type { Health } from '#protocol/api.ts';
import { fakeHealth } from '../../tests/helpers/fake-course.ts';
import { whenReady } from './ready-grader.ts';

const waiting: Health = {
	...fakeHealth,
	status: 'preparing',
	labs: [{ id: 'go', state: 'waiting', needs: ['golang:1.27'], missing: ['golang:1.27'] }],
};

describe('whenReady', () => {
	it('gives the grader to a lab that is ready', () => {
		expect(whenReady('go', fakeHealth, 'grader')).toBe('grader');
	});

	it('says what is missing before', () => {
		expect(() => whenReady('go', waiting, 'grader')).toThrow('The lab waits for golang:1.27.');
		const starting: Health = { ...waiting, engine: { ...waiting.engine, state: 'starting' } };
		expect(() => whenReady('go', starting, undefined)).toThrow('The engine is not up yet.');
	});

	it('hands on why there is no engine', () => {
		const problem = { message: 'No engine.', hint: 'Install one.' };
		const broken: Health = { ...waiting, engine: { ...waiting.engine, state: 'missing', problem } };
		expect(() => whenReady('go', broken, undefined)).toThrow(
			expect.objectContaining({ code: 'lab-not-ready', ...problem }),
		);
	});
});

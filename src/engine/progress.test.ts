import { expect, it } from 'vitest';
import { type EngineProgress, progressSince } from './progress.ts';

it('adds the time since the call began', () => {
	const told: EngineProgress[] = [];
	const report = progressSince((progress) => told.push(progress));
	report('start', 'starting');
	report('make-root', 'unpacking', 5);
	expect(told).toEqual([
		{ step: 'start', detail: 'starting', milliseconds: expect.any(Number) },
		{ step: 'make-root', detail: 'unpacking', bytes: 5, milliseconds: expect.any(Number) },
	]);
});

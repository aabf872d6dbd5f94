/** Whose steps come from the build cache: a learner's own on the page, nobody else's. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GradingBench } from '../helpers/grading.ts';

let bench: GradingBench;
beforeAll(async () => {
	bench = await GradingBench.open();
});
afterAll(() => bench[Symbol.asyncDispose]());

const dockerfile = (step: string) =>
	`FROM busybox\nRUN echo ${step} > /made\nCOPY main.sh /main.sh\nENTRYPOINT ["/bin/sh", "/main.sh"]\n`;

/** Grades, and gives for each image whether its RUN step came from the cache. */
async function cachedSteps(step: string, keepCache: boolean): Promise<Readonly<Record<string, boolean>>> {
	const path = await bench.submission(`cache-${Math.random()}`, { Dockerfile: dockerfile(step) });
	const cached: Record<string, boolean> = {};
	const report = await bench.grader.grade({
		lab: await bench.lab(),
		path,
		name: 'cache',
		keepCache,
		onEvent: (event) => {
			if (event.kind !== 'step' || !event.step.name.includes('RUN') || event.step.status !== 'done') return;
			cached[event.image] = event.step.cached;
		},
	});
	expect(report.score).toBe(report.maxScore);
	return cached;
}

describe('the build cache', () => {
	it('gives a learner the steps that did not change, and only in a grading’s own rebuild else', async () => {
		const step = String(Math.random());
		expect(await cachedSteps(step, false)).toEqual({ after: false, marker: true });
		expect(await cachedSteps(step, false)).toEqual({ after: false, marker: true });
		expect(await bench.leftovers()).toEqual([]);
		expect(await cachedSteps(step, true)).toEqual({ after: false, marker: true });
		expect(await cachedSteps(step, true)).toEqual({ after: true, marker: true });
	});
});

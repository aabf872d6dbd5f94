/** The image to compare with, in its two kinds: from the lab's starter, built once; from the submission, built each time. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labelNames } from '#engine/labels.ts';
import type { LabInput } from '#lab/schema.ts';
import type { JobEvent } from '#protocol/api.ts';
import { capitals, checkOf, GradingBench, statuses } from '../helpers/grading.ts';

let bench: GradingBench;
beforeAll(async () => {
	bench = await GradingBench.open();
});
afterAll(async () => {
	for (const { tags } of await bench.engine.images.list({ [labelNames.role]: 'lab-build' })) {
		for (const tag of tags.filter((each) => each.includes('/capitals-before'))) await bench.engine.images.remove(tag);
	}
	await bench[Symbol.asyncDispose]();
});

const checks: LabInput['checks'] = [
	{ kind: 'builds', image: 'before', points: 1 },
	{ kind: 'builds', image: 'after', points: 1 },
];
const after = { tag: 'capitals-after', from: 'submission' } as const;

describe('the image to compare with', () => {
	it('is built once for all who grade at the same time, and kept', async () => {
		const lab: Partial<LabInput> = { checks, images: { before: { tag: 'capitals-before', from: 'starter' }, after } };
		const built: string[] = [];
		const grade = async () =>
			bench.grader.grade({
				lab: await bench.lab(lab),
				path: await bench.submission(`before-${Math.random()}`, {}),
				name: 'before',
				onEvent: (event) => {
					if (event.kind === 'phase') built.push(event.phase);
				},
			});
		const reports = await Promise.all([grade(), grade()]);
		reports.push(await grade());
		expect(reports.map(statuses)).toEqual(reports.map(() => ({ 'before-builds': 'pass', 'after-builds': 'pass' })));
		expect(reports.map(({ images }) => images.map(({ role }) => role))).toEqual(reports.map(() => ['before', 'after']));
		expect(built.filter((phase) => phase === 'Build the image to compare with')).toHaveLength(1);
		expect(await bench.leftovers()).toEqual([]);
	});

	it('can be there before the first grading', async () => {
		const lab = await bench.lab({ checks, images: { before: { tag: 'prebuilt', from: 'starter' }, after } });
		const phases: string[] = [];
		const onEvent = (event: JobEvent): void => void (event.kind === 'phase' && phases.push(event.phase));
		await bench.folder.write({ 'lab/starter/Dockerfile': `${capitals['Dockerfile']}LABEL prebuilt=yes\n` });
		const prebuild = () => bench.grader.prebuild({ lab, onEvent });
		await Promise.all([prebuild(), prebuild()]);
		expect(phases.sort()).toEqual([
			'Build the image to compare with',
			'Measure the image to compare with',
			'Wait for the image to compare with',
		]);
		phases.length = 0;
		const path = await bench.submission('after-prebuild', {});
		const report = await bench.grader.grade({ lab, path, name: 'after', onEvent });
		expect(statuses(report)).toEqual({ 'before-builds': 'pass', 'after-builds': 'pass' });
		expect(phases.filter((phase) => phase.includes('to compare with'))).toEqual([]);
		expect(await bench.leftovers()).toEqual([]);
	});

	it('is told why when it does not build ahead of a grading', async () => {
		const lab = await bench.lab({ checks, images: { before: { tag: 'broken', from: 'starter' }, after } });
		await bench.folder.write({ 'lab/starter/Dockerfile': 'FROM busybox\nRUN false\n' });
		await expect(bench.grader.prebuild({ lab })).rejects.toMatchObject({
			code: 'build-failed',
			message: expect.stringContaining('The image to compare with of the lab capitals does not build'),
		});
		expect(await bench.leftovers()).toEqual([]);
	});

	it('from the submission is judged though the other one does not build', async () => {
		const before = { tag: 'capitals-before', from: 'submission', dockerfile: 'before.Dockerfile' } as const;
		const lab = { checks, images: { before, after } };
		const report = await bench.grade(
			{ 'before.Dockerfile': 'FROM busybox\n', Dockerfile: 'FROM busybox\nRUN false\n' },
			lab,
		);
		expect(statuses(report)).toEqual({ 'before-builds': 'pass', 'after-builds': 'fail' });
		const without = await bench.grade({}, lab);
		expect(checkOf(without, 'before-builds')).toMatchObject({
			status: 'fail',
			actual: expect.stringContaining('There is no before.Dockerfile in the folder'),
		});
		expect(await bench.leftovers()).toEqual([]);
	});
});

import { expect, it } from 'vitest';
import type { CheckResult, Report } from '#protocol/report.ts';
import { lab } from '../../text/en/lab.ts';
import { byGroup, firstFailed } from './check-groups.ts';
import { marksOfReport } from './marks.ts';
import { knownSizes } from './sizes.ts';

const check = (id: string, change: Partial<CheckResult>): CheckResult => ({
	id,
	kind: id,
	title: id,
	group: 'builds',
	status: 'fail',
	points: 0,
	maxPoints: 1,
	expected: '',
	actual: `${id} is wrong`,
	rationale: '',
	hint: `mend ${id}`,
	dependsOn: [],
	...change,
});

const checks = [
	check('shell', { group: 'safe', file: 'Dockerfile', line: 4 }),
	check('stages', { group: 'builds', file: 'Dockerfile', line: 4 }),
	check('builds', { status: 'pass', file: 'Dockerfile', line: 1 }),
	check('text', { group: 'explained', file: 'solution.md' }),
];
const sizes = (unpacked: number) => ({ unpacked, transfer: 1, engine: 1 });
const image = (role: 'before' | 'after', unpacked: number) => ({ role, tag: role, sizes: sizes(unpacked), layers: [] });
const report = { checks, images: [image('before', 1000), image('after', 10)] } as unknown as Report;

it('gives one mark for a line, and notes the first failure there', () => {
	expect(marksOfReport(report, lab)).toEqual([
		{
			path: 'Dockerfile',
			line: 4,
			endLine: 4,
			severity: 'warning',
			message: 'stages: stages is wrong',
			hint: 'mend stages 1 more result points to this line.',
			note: true,
		},
	]);
});

it('notes the check that was asked for instead, and leaves other lines to the gutter', () => {
	const far = check('user', { group: 'safe', file: 'Dockerfile', line: 9 });
	const marks = marksOfReport({ ...report, checks: [...checks, far] }, lab, 'user');
	expect(marks.map(({ line, note, message }) => [line, note, message])).toEqual([
		[4, false, 'shell: shell is wrong'],
		[9, true, 'user: user is wrong'],
	]);
});

it('opens the first failure in the order of the groups', () => {
	expect(byGroup(checks).map(({ group }) => group)).toEqual(['builds', 'safe', 'explained']);
	expect(firstFailed(checks)).toBe('stages');
	expect(firstFailed([check('a', { status: 'pass' })])).toBeUndefined();
});

it('takes the size of a newer build over that of the report', () => {
	expect(knownSizes(report, undefined).factor).toBe(100);
	const built = { kind: 'built' as const, outcome: 'built' as const, sizes: sizes(20), milliseconds: 1 };
	const job = {
		kind: 'build' as const,
		state: 'done' as const,
		connected: true,
		startedAt: 0,
		phases: [],
		steps: [],
		built,
	};
	expect(knownSizes(report, job).factor).toBe(50);
	expect(knownSizes(undefined, undefined)).toEqual({});
});

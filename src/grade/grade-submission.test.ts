import { describe, expect, it } from 'vitest';
import { reportSchema } from '#protocol/report.ts';
import type { Evidence } from './evidence.ts';
import { makeBuild, makeCase, makeEvidence, makeImage, makeLab } from './evidence-fixture.ts';
import { gradeSubmission } from './grade-submission.ts';

function statuses(evidence: Evidence, lab = makeLab()): string {
	return gradeSubmission(lab, evidence)
		.checks.map(({ id, status }) => `${id} ${status}`)
		.join('\n');
}

describe('gradeSubmission', () => {
	it('gives all points for a perfect submission', () => {
		const report = gradeSubmission(makeLab(), makeEvidence());
		expect(report.checks.filter(({ status }) => status !== 'pass')).toEqual([]);
		expect(report).toMatchObject({ status: 'graded', score: 90, maxScore: 90, par: 'gold' });
		expect(report.ratio).toBeCloseTo(564.5, 1);
	});

	it('fits the schema of reports', () => {
		expect(reportSchema.parse(gradeSubmission(makeLab(), makeEvidence()))).toBeDefined();
	});

	it('orders the checks by group', () => {
		expect(
			gradeSubmission(makeLab(), makeEvidence()).checks.map(({ group, id }) => `${group}: ${id}`),
		).toMatchInlineSnapshot(`
			[
			  "builds: before-builds",
			  "builds: after-builds",
			  "builds: allowed-bases",
			  "works: behaves",
			  "works: from-source",
			  "works: stops-cleanly",
			  "small: multi-stage",
			  "small: size-budget",
			  "small: size-ratio",
			  "small: no-dead-weight",
			  "small: small-context",
			  "safe: no-shell",
			  "safe: no-package-manager",
			  "safe: no-build-tools",
			  "safe: non-root",
			  "safe: no-secrets",
			  "explained: solution-doc",
			  "explained: true-sizes",
			]
		`);
	});

	it('shows the layers with the lines that made them, and flags those of the base', () => {
		const image = makeImage('app-after', {
			layers: [
				{ instruction: 'ADD rootfs.tar /', bytes: 100, base: true },
				{ instruction: 'COPY /out/calculator /calculator', bytes: 200 },
			],
		});
		const { images } = gradeSubmission(makeLab(), makeEvidence({ images: { after: image } }));
		expect(images[0]?.layers).toEqual([
			{ instruction: 'ADD rootfs.tar /', bytes: 100, fromBase: true },
			{ instruction: 'COPY /out/calculator /calculator', line: 7, bytes: 200, fromBase: false },
		]);
	});

	it('skips what depends on a check that failed, and what depends on that', () => {
		const broken = makeEvidence({
			builds: { before: makeBuild(), after: makeBuild({ outcome: 'failed', error: 'exit code: 1' }) },
			images: {},
		});
		expect(statuses(broken)).toMatchInlineSnapshot(`
			"before-builds pass
			after-builds fail
			allowed-bases pass
			behaves skip
			from-source skip
			stops-cleanly skip
			multi-stage skip
			size-budget skip
			size-ratio skip
			no-dead-weight skip
			small-context skip
			no-shell skip
			no-package-manager skip
			no-build-tools skip
			non-root skip
			no-secrets skip
			solution-doc skip
			true-sizes skip"
		`);
		const skipped = gradeSubmission(makeLab(), broken).checks.find(({ id }) => id === 'behaves');
		expect(skipped).toMatchObject({
			points: 0,
			maxPoints: 5,
			actual: 'Not checked: "The after image builds" did not pass.',
			hint: 'Mend "The after image builds" first.',
		});
	});

	it('judges a check that stands before the one it depends on', () => {
		const lab = makeLab([{ kind: 'behaves' }, { kind: 'builds', image: 'after' }]);
		const evidence = makeEvidence({ builds: { after: makeBuild({ outcome: 'failed' }) } });
		expect(statuses(evidence, lab)).toBe('after-builds fail\nbehaves skip');
	});

	it('leaves out dependencies on checks that the lab does not have', () => {
		const lab = makeLab([{ kind: 'multi-stage' }, { kind: 'behaves' }]);
		expect(gradeSubmission(lab, makeEvidence()).checks.map(({ dependsOn }) => dependsOn)).toEqual([[], []]);
	});

	it('makes a report ungradable by a fault of ours, and keeps the learner out of it', () => {
		const report = gradeSubmission(
			makeLab(),
			makeEvidence({ faults: [{ what: 'cases', message: 'The engine went away.' }], cases: [] }),
		);
		expect(report).toMatchObject({ status: 'ungradable', fault: 'The engine went away.' });
		const behaves = report.checks.find(({ id }) => id === 'behaves');
		expect(behaves).toMatchObject({ status: 'error', points: 0, actual: 'The engine went away.' });
		expect(report.checks.find(({ id }) => id === 'multi-stage')?.status).toBe('pass');
		expect(report.checks.find(({ id }) => id === 'no-shell')).toMatchObject({
			status: 'skip',
			hint: 'Grade again: the fault is not yours.',
		});
	});

	it.each(['builds', 'images', 'cases', 'marker', 'stop'] as const)(
		'says so when the judge has not looked at %s, and never passes it',
		(part) => {
			const { [part]: _left, ...evidence } = makeEvidence();
			const empty = part === 'builds' || part === 'images' ? { [part]: {} } : {};
			const report = gradeSubmission(makeLab(), { ...evidence, ...empty } as Evidence);
			expect(report.status).toBe('ungradable');
			expect(report.fault).toMatch(/^The judge has no evidence of /);
		},
	);

	it('takes a hint of the lab in place of that of the rule', () => {
		const lab = makeLab([{ kind: 'behaves', hint: 'Look at lesson 3.' }]);
		const evidence = makeEvidence({ cases: [makeCase('adds', { stdout: '6\n' })] });
		expect(gradeSubmission(lab, evidence).checks[0]?.hint).toBe('Look at lesson 3.');
	});

	it('gives no par to an image that does not work', () => {
		const evidence = makeEvidence({ cases: [makeCase('adds', { stdout: '6\n' })] });
		expect(gradeSubmission(makeLab(), evidence).par).toBeUndefined();
	});
});

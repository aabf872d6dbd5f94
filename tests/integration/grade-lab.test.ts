/** The Go lab graded for real: its solution, its starter, and every wrong answer. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dependencies } from '#grade/judge-check.ts';
import type { LoadedLab } from '#lab/lab-folder.ts';
import { loadLab } from '#lab/load.ts';
import { checkId } from '#lab/schema.ts';
import { wrongAnswers } from '#lab/wrong-answers.ts';
import { checkOf, GradingBench, gradingDataDir, statuses } from '../helpers/grading.ts';

const loaded = await loadLab(fileURLToPath(new URL('../../labs/go', import.meta.url)));
const wrong = await wrongAnswers(loaded);

let bench: GradingBench;
beforeAll(async () => {
	bench = await GradingBench.open(gradingDataDir());
});
afterAll(() => bench[Symbol.asyncDispose]());

/** The lab with these checks and those that they depend on alone: nothing else is gathered. */
function onlyChecks({ lab, dir }: LoadedLab, ids: readonly string[]): LoadedLab {
	const wanted = new Set(ids);
	for (const id of wanted) {
		const check = lab.checks.find((each) => checkId(each) === id);
		for (const other of check === undefined ? [] : dependencies(check, lab)) wanted.add(other);
	}
	return { lab: { ...lab, checks: lab.checks.filter((check) => wanted.has(checkId(check))) }, dir };
}

function grade(lab: LoadedLab, path: string) {
	return bench.grader.grade({ lab, path, name: 'test', keepCache: true });
}

describe('the Go lab', () => {
	it('gives its solution full points, with sizes that are true', async () => {
		const report = await grade(loaded, join(loaded.dir, 'solution'));
		expect(report.checks.filter(({ status }) => status !== 'pass')).toEqual([]);
		expect(report).toMatchObject({ status: 'graded', score: report.maxScore, maxScore: 100 });
		expect(report.bases.map(({ reference }) => reference)).toEqual(['golang:1.27', 'debian:trixie']);
		const [before, after] = report.images;
		expect([before?.role, after?.role]).toEqual(['before', 'after']);
		if (report.engine?.store === 'classic') {
			expect(after?.sizes.unpacked).toBe(after?.sizes.engine);
			// What was built on the base, to the byte; how the engine counts the base depends on how that was made.
			const own = before?.layers.filter(({ fromBase }) => !fromBase).reduce((sum, { bytes }) => sum + bytes, 0);
			const base = await bench.engine.images.inspect('debian:trixie');
			expect(own).toBe((before?.sizes.engine ?? 0) - (base?.engineSize ?? 0));
		}
		expect(before?.sizes.unpacked).toBeGreaterThan(500_000_000);
		expect(report.ratio).toBeGreaterThan(100);
	});

	it('fails the starter in multi-stage, size and hardening, with hints', async () => {
		const report = await grade(loaded, join(loaded.dir, 'starter'));
		const failed = report.checks.filter(({ status }) => status !== 'pass');
		expect(Object.fromEntries(failed.map(({ id, status }) => [id, status]))).toEqual({
			'multi-stage': 'fail',
			'size-budget': 'fail',
			'size-ratio': 'fail',
			'no-shell': 'fail',
			'no-package-manager': 'fail',
			'no-build-tools': 'fail',
			'non-root': 'fail',
			// Nothing to explain before there are two images.
			'solution-doc': 'skip',
			'true-sizes': 'skip',
		});
		for (const { hint } of failed) expect(hint).not.toBe('');
	});

	it.each(wrong)('$name: $about', async ({ name, files, fails }) => {
		const path = await bench.copyOf(join(loaded.dir, 'solution'), name, files);
		const ids = fails.map(({ check }) => check);
		const report = await grade(onlyChecks(loaded, ids), path);
		expect(report.status).toBe('graded');
		for (const { check, hint } of fails) {
			expect(checkOf(report, check)).toMatchObject({ status: 'fail', hint: expect.stringContaining(hint) });
		}
	});

	it('leaves no container and no image', async () => {
		const found = await bench.leftovers();
		// What was built stays in the cache here, as for a learner on the page.
		expect(found.filter((each) => !each.startsWith('cache record'))).toEqual([]);
	});
});

describe('a right answer in odd clothes', () => {
	it('is built from a name in odd case, with Windows line ends and a byte order mark', async () => {
		const dockerfile = '\uFEFFFROM busybox\r\nCOPY main.sh /main.sh\r\nENTRYPOINT ["/bin/sh", "/main.sh"]\r\n';
		const report = await bench.grade({ Dockerfile: undefined, DockerFile: dockerfile, 'Dockerfile.rego': 'package x' });
		expect(statuses(report)).toEqual({
			'after-builds': 'pass',
			behaves: 'pass',
			'from-source': 'pass',
			'stops-cleanly': 'pass',
		});
		expect(report.notes).toHaveLength(2);
	});
});

/** What is true of every lab, on a real engine: its solution, its variants, its starter and every wrong answer. */
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dependencies } from '#grade/judge-check.ts';
import { type LoadedLab, variants } from '#lab/lab-folder.ts';
import { loadLab } from '#lab/load.ts';
import { checkId } from '#lab/schema.ts';
import { wrongAnswers } from '#lab/wrong-answers.ts';
import type { Report } from '#protocol/report.ts';
import { testDataDir } from './data-dir.ts';
import { checkOf, GradingBench } from './grading.ts';
import { KeptReports } from './kept-reports.ts';

/** A guard against hanging: the first time, a before image with its gigabyte is built and measured. */
const firstBuildMilliseconds = 600_000;

export interface LabFacts {
	readonly id: string;
	/** Bases of the solution and then of the before image, as a report lists them. */
	readonly bases: readonly string[];
	readonly beforeBase: string;
	/** Base of the solution's final stage; absent for scratch. */
	readonly finalBase?: string;
	/** The before image is larger, in bytes. */
	readonly beforeBytes: number;
	/** Checks that the starter fails. */
	readonly starterFails: readonly string[];
	/** The par band that each variant reaches. */
	readonly variants: Readonly<Record<string, string>>;
}

export async function describeLab(facts: LabFacts): Promise<void> {
	const loaded = await loadLab(fileURLToPath(new URL(`../../labs/${facts.id}`, import.meta.url)));
	const wrong = await wrongAnswers(loaded);
	const others = await variants(loaded);

	describe(`the lab ${facts.id}`, { timeout: firstBuildMilliseconds }, () => {
		let bench: GradingBench;
		let reports: KeptReports;
		beforeAll(async () => {
			bench = await GradingBench.open(testDataDir());
			reports = await KeptReports.open(join(testDataDir(), 'reports'), bench.engine, loaded);
		});
		afterAll(async () => {
			const { kept, asked } = reports.count;
			if (kept > 0) process.stdout.write(`${facts.id}: ${kept} of ${asked} gradings are those of an earlier run.\n`);
			await bench[Symbol.asyncDispose]();
		});

		const grade = (lab: LoadedLab, path: string) =>
			reports.report(lab, basename(path), () => bench.grader.grade({ lab, path, name: 'test', keepCache: true }));
		const sizeOf = async (base: string | undefined) =>
			base === undefined ? 0 : (await bench.engine.images.inspect(base))?.engineSize;

		it.concurrent('gives its solution full points, with sizes that are true', async () => {
			const report = await grade(loaded, join(loaded.dir, 'solution'));
			expect(report.checks.filter(({ status }) => status !== 'pass')).toEqual([]);
			expect(report).toMatchObject({ status: 'graded', score: report.maxScore, maxScore: 100 });
			expect(report.bases.map(({ reference }) => reference)).toEqual(facts.bases);
			expect(report.advice.map(({ level }) => level)).toContain('celebratory');
			expect(toMend(report)).toEqual([]);
			const [before, after] = report.images;
			expect([before?.role, after?.role]).toEqual(['before', 'after']);
			expect(before?.sizes.unpacked).toBeGreaterThan(facts.beforeBytes);
			if (report.engine?.store !== 'classic') return;
			// What was built on the base, to the byte; how the engine counts the base depends on how that was made.
			for (const [image, base] of [
				[before, facts.beforeBase],
				[after, facts.finalBase],
			] as const) {
				const own = image?.layers.filter(({ fromBase }) => !fromBase).reduce((sum, { bytes }) => sum + bytes, 0);
				expect(own).toBe((image?.sizes.engine ?? 0) - ((await sizeOf(base)) ?? 0));
			}
		});

		it.concurrent('fails the starter in multi-stage, size and hardening, with hints', async () => {
			const report = await grade(loaded, join(loaded.dir, 'starter'));
			const failed = report.checks.filter(({ status }) => status !== 'pass');
			expect(Object.fromEntries(failed.map(({ id, status }) => [id, status]))).toEqual({
				...Object.fromEntries(facts.starterFails.map((id) => [id, 'fail'])),
				// Nothing to explain before there are two images.
				'solution-doc': 'skip',
				'true-sizes': 'skip',
			});
			for (const { hint } of failed) expect(hint).not.toBe('');
		});

		it.concurrent('says which par band each variant reaches', () => {
			expect(others.map(({ name }) => name)).toEqual(Object.keys(facts.variants).sort());
		});

		it.concurrent.each(others)('takes the variant $name', async ({ name, files }) => {
			const path = await bench.copyOf(join(loaded.dir, 'solution'), `variant-${name}`, files);
			// The sizes in its text are filled in for the solution alone.
			const ids = loaded.lab.checks.map(checkId).filter((id) => id !== 'true-sizes');
			const report = await grade(onlyChecks(loaded, ids), path);
			expect(report.checks.filter(({ status }) => status !== 'pass')).toEqual([]);
			expect(report.par).toBe(facts.variants[name]);
			expect(toMend(report)).toEqual([]);
		});

		it.concurrent.each(wrong)('$name: $about', async ({ name, files, fails }) => {
			const path = await bench.copyOf(join(loaded.dir, 'solution'), `wrong-${name}`, files);
			const report = await grade(
				onlyChecks(
					loaded,
					fails.map(({ check }) => check),
				),
				path,
			);
			expect(report.status).toBe('graded');
			for (const { check, hint } of fails) {
				expect(checkOf(report, check)).toMatchObject({ status: 'fail', hint: expect.stringContaining(hint) });
			}
		});

		it('leaves no container and no image', async () => {
			// What was built stays in the cache here, as for a learner on the page.
			expect(await bench.leftovers({ keepCache: true })).toEqual([]);
		});
	});
}

/** What the course shows as an answer leaves nothing of this. */
function toMend({ advice }: Report) {
	return advice.filter(({ level }) => level === 'essential' || level === 'actionable');
}

/** The lab with these checks and those that they depend on alone: nothing else is gathered. */
function onlyChecks({ lab, dir }: LoadedLab, ids: readonly string[]): LoadedLab {
	const wanted = new Set(ids);
	for (const id of wanted) {
		const check = lab.checks.find((each) => checkId(each) === id);
		for (const other of check === undefined ? [] : dependencies(check, lab)) wanted.add(other);
	}
	return { lab: { ...lab, checks: lab.checks.filter((check) => wanted.has(checkId(check))) }, dir };
}

/** Whether every lab of the course is in order: what can be told without an engine. */
import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '#dockerfile/parse.ts';
import { labProblems } from '#lab/consistency.ts';
import { hasProgram, solutionFiles, starterFiles } from '#lab/lab-folder.ts';
import { loadLabs } from '#lab/load.ts';
import { httpCaseSchema } from '#lab/probe-schema.ts';
import { maxScore } from '#lab/public-view.ts';
import { readFolder } from '#lab/read-folder.ts';
import { wrongAnswers } from '#lab/wrong-answers.ts';

const all = await loadLabs(new URL('../../labs', import.meta.url).pathname);
const labs = all.filter(hasProgram);

/** Fewer would leave a common mistake without a test. */
const leastWrongAnswers = 8;

it('there are labs', () => {
	expect(labs.map(({ lab }) => lab.id)).toEqual(expect.arrayContaining(['capstone', 'flask', 'go', 'node']));
});

it('there is one for an app of the learner’s own', () => {
	expect(all.filter((loaded) => !hasProgram(loaded)).map(({ lab }) => lab.id)).toEqual(['own']);
});

describe.each(all)('lab $lab.id, whoever brings the program', (loaded) => {
	it('has the files that it lists, and no others', async () => {
		expect(await labProblems(loaded)).toEqual([]);
	});

	it('gives 100 points', () => {
		expect(maxScore(loaded.lab)).toBe(100);
	});
});

describe.each(labs)('lab $lab.id', (loaded) => {
	const { lab, dir } = loaded;

	it('has its par bands from the best to the worst, within the budget', () => {
		const sizes = lab.par.map(({ maxBytes }) => maxBytes);
		expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
		const budget = lab.checks.find(({ kind }) => kind === 'size-budget');
		expect(budget).toMatchObject({ maxBytes: sizes.at(-1) });
	});

	it('has enough wrong answers, each with a hint to look for', async () => {
		const answers = await wrongAnswers(loaded);
		expect(answers.length).toBeGreaterThanOrEqual(leastWrongAnswers);
		expect(answers.flatMap(({ fails }) => fails).filter(({ hint }) => hint === '')).toEqual([]);
	});

	it('has a wrong answer for every check that judges the learner’s image', async () => {
		const failing = (await wrongAnswers(loaded)).flatMap(({ fails }) => fails.map(({ check }) => check));
		const ids = lab.checks.map((check) => check.id ?? check.kind).filter((id) => id !== 'builds');
		expect(ids.filter((id) => !failing.includes(id))).toEqual([]);
	});

	it('has Dockerfiles that parse, from its own bases', async () => {
		const files = [
			...(await starterFiles(loaded)),
			...(await solutionFiles(loaded)),
			...(await readFolder(`${dir}/variants`)),
		];
		const dockerfiles = files.filter(({ path }) => /(^|[./])Dockerfile$/.test(path));
		expect(dockerfiles.length).toBeGreaterThanOrEqual(2);
		for (const file of dockerfiles) {
			const analysis = parseDockerfile(new TextDecoder().decode(file.bytes));
			expect(analysis.problems).toEqual([]);
			expect(
				analysis.externalImages.map(({ resolved }) => resolved).filter((base) => !lab.bases.includes(base)),
			).toEqual([]);
			const last = analysis.stages.at(-1);
			expect((last?.entrypoint ?? last?.cmd)?.form).toBe('exec');
		}
	});

	it('starts the learner with the before image', async () => {
		const starter = await starterFiles(loaded);
		const text = (path: string) => new TextDecoder().decode(starter.find((file) => file.path === path)?.bytes);
		expect(text(lab.images.after.dockerfile)).toBe(text(lab.images.before.dockerfile));
	});

	it('draws questions that can be asked', () => {
		const { probe } = lab;
		if (probe.kind !== 'http') return;
		const drawn = Array.from({ length: 50 }, () => probe.draw(Math.random)).flat();
		expect(drawn.map((question) => httpCaseSchema.safeParse(question).error)).toEqual(drawn.map(() => undefined));
	});

	it('draws other cases on each run, and the same from the same sequence', () => {
		const drawn = () => JSON.stringify(lab.probe.draw(Math.random));
		expect(drawn()).not.toBe(drawn());
		expect(lab.probe.draw(sequence())).toEqual(lab.probe.draw(sequence()));
	});
});

/** A fixed sequence of floats in [0, 1), from a linear congruential generator (Numerical Recipes). */
function sequence(): () => number {
	let state = 1;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
		return state / 2 ** 32;
	};
}

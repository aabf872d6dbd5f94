/** What a lab's submissions have in common is done once, and copied into cache mounts of each grading's own. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labelNames } from '#engine/labels.ts';
import { loadLab, loadLabs } from '#lab/load.ts';
import { checkId, type LabInput } from '#lab/schema.ts';
import { Grader } from '#submission/grader.ts';
import { testDataDir } from '../helpers/data-dir.ts';
import { capitals, checkOf, GradingBench, statuses } from '../helpers/grading.ts';

const labsDir = fileURLToPath(new URL('../../labs', import.meta.url));

let bench: GradingBench;
beforeAll(async () => {
	bench = await GradingBench.open();
});
const warmImages = async () =>
	(await bench.engine.images.list({ [labelNames.role]: 'lab-build' })).flatMap(({ tags }) =>
		tags.filter((tag) => tag.includes('/capitals-warm')),
	);
const removeImages = async () => {
	for (const tag of await warmImages()) await bench.engine.images.remove(tag);
};
beforeEach(removeImages);
afterAll(async () => {
	await removeImages();
	await bench[Symbol.asyncDispose]();
});

const over: Partial<LabInput> = {
	warm: { dockerfile: 'warm.Dockerfile', mounts: ['/cache/words'] },
	checks: [{ kind: 'builds', image: 'after', points: 1 }],
};

async function lab(warmDockerfile: string) {
	await bench.folder.write({ 'lab/warm.Dockerfile': warmDockerfile });
	return bench.lab(over);
}

const words = 'FROM busybox\nRUN mkdir -p /cache/words/some && echo one > /cache/words/some/word\n';

/** Builds when this holds in the cache mount, and leaves something there. */
const looks = (condition: string, mount = 'target=/cache/words') => ({
	Dockerfile: capitals['Dockerfile']?.replace(
		'COPY',
		`RUN --mount=type=cache,${mount} cd /cache/words && ${condition} && echo two > some-more\nCOPY`,
	),
});

describe('cache mounts', () => {
	it('begin with what the lab made for all, and with nothing of another submission', async () => {
		const loaded = await lab(words);
		await bench.grader.warm({ lab: loaded });
		const isWarm = 'test "$(cat some/word)" = one && test ! -e some-more';
		const grade = () => bench.grade(looks(isWarm), over);
		expect((await Promise.all([grade(), grade()])).map(statuses)).toEqual([
			{ 'after-builds': 'pass' },
			{ 'after-builds': 'pass' },
		]);
		const byId = await bench.grade(looks(isWarm, 'id=/cache/words,target=/cache/words'), over);
		expect(statuses(byId)).toEqual({ 'after-builds': 'pass' });
		const another = await bench.grade(looks('test ! -e some', 'id=other,target=/cache/words'), over);
		expect(statuses(another)).toEqual({ 'after-builds': 'pass' });
		expect(await bench.leftovers()).toEqual([]);
	});

	it('are empty where nobody asked for more', async () => {
		await lab(words);
		expect(statuses(await bench.grade(looks('test ! -e some'), over))).toEqual({ 'after-builds': 'pass' });
	});

	it('begin with what is there when the lab changes it, and the older image goes', async () => {
		await bench.grader.warm({ lab: await lab(words) });
		const [first] = await warmImages();
		const changed = await lab(words.replace('one', 'another'));
		const cold = await bench.grade(looks('test ! -e some'), over);
		expect(statuses(cold)).toEqual({ 'after-builds': 'pass' });
		await bench.grader.warm({ lab: changed });
		const warm = await bench.grade(looks('test "$(cat some/word)" = another'), over);
		expect(statuses(warm)).toEqual({ 'after-builds': 'pass' });
		const images = await warmImages();
		expect(images).toHaveLength(1);
		expect(images).not.toContain(first);
	});

	it('are made once, and a lab that cannot make them is told why', async () => {
		const phases: string[] = [];
		const warm = async (dockerfile: string) =>
			bench.grader.warm({
				lab: await lab(dockerfile),
				onEvent: (event) => event.kind === 'phase' && phases.push(event.phase),
			});
		await warm(words);
		await warm(words);
		expect(phases).toEqual(['Compile what all have in common']);
		await expect(warm('FROM busybox\nRUN false\n')).rejects.toMatchObject({
			code: 'build-failed',
			message: expect.stringContaining('warm.Dockerfile does not build'),
		});
		expect(await bench.leftovers()).toEqual([]);
	});
});

describe('the Go lab', () => {
	const newFiles = 'expr $(find /root/.cache/go-build -type f | wc -l) - $(cat /before)';
	const build = (options: string, most: number) =>
		[
			'FROM golang:1.27 AS build',
			'WORKDIR /src',
			'COPY go.mod calculator.go ./',
			'RUN --mount=type=cache,target=/root/.cache/go-build \\',
			'    find /root/.cache/go-build -type f | wc -l > /before && \\',
			`    ${options} -o /out/calculator . && test $(${newFiles}) -le ${most}`,
			'FROM scratch',
			'COPY --from=build /out/calculator /calculator',
			'ENTRYPOINT ["/calculator"]',
			'',
		].join('\n');

	it('has little left to compile when the standard library is there', async () => {
		await using grader = await Grader.open({ engine: bench.engine, dataDir: testDataDir() });
		const { lab: whole, dir } = await loadLab(join(labsDir, 'go'));
		const go = { dir, lab: { ...whole, checks: whole.checks.filter((check) => checkId(check) === 'after-builds') } };
		await grader.warm({ lab: go });
		const source = await readFile(join(go.dir, 'solution/calculator.go'), 'utf8');
		for (const options of [
			'go build',
			'CGO_ENABLED=0 go build -trimpath -ldflags="-s -w"',
			'CGO_ENABLED=0 go build -ldflags="-s -w"',
		]) {
			const files = { Dockerfile: build(options, 12), 'calculator.go': `${source}// mine\n` };
			const path = await bench.copyOf(
				join(go.dir, 'solution'),
				`go-${Math.random()}`,
				Object.entries(files).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) })),
			);
			const report = await grader.grade({ lab: go, path, name: 'test' });
			expect(checkOf(report, 'after-builds'), options).toMatchObject({ status: 'pass' });
		}
		expect(await bench.leftovers()).toEqual([]);
	});
});

it('each lab that names something makes it', { timeout: 600_000 }, async () => {
	await using grader = await Grader.open({ engine: bench.engine, dataDir: testDataDir() });
	const labs = (await loadLabs(labsDir)).filter(({ lab: { warm } }) => warm !== undefined);
	expect(labs.map(({ lab: { id } }) => id)).toEqual(['go', 'capstone']);
	for (const each of labs) await grader.warm({ lab: each });
	expect(await bench.leftovers()).toEqual([]);
});

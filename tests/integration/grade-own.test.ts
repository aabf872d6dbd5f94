/** An app that the course does not know, graded for real with the checks that need no knowledge of it. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadLab } from '#lab/load.ts';
import type { Report } from '#protocol/report.ts';
import { checkOf, GradingBench, statuses } from '../helpers/grading.ts';

const own = await loadLab(fileURLToPath(new URL('../../labs/own', import.meta.url)));

const words = `The first image holds a whole distribution with its package manager, none of which the app needs when it runs.
One stage installs the packages and keeps the source, and the final stage starts from a small base and copies the two.
It is safer now, since there is no shell and no package manager, and the program does not run as root. A rebuild after an
edit takes the installed packages from the cache, because the list of them is copied alone before. What I gave up is the
shell for looking around in a container, so I read the log of the program instead, or start a debug image beside it.\n`;

const app: Readonly<Record<string, string>> = {
	'main.py': "print('hello')\n",
	'requirements.txt': '# none yet\n',
	'.dockerignore': '*.md\n*Dockerfile\n.dockerignore\n',
	'before.Dockerfile':
		'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install --no-cache-dir -r requirements.txt\nCMD ["python", "main.py"]\n',
	Dockerfile: [
		'FROM python:3.13-slim AS build',
		'WORKDIR /app',
		'COPY requirements.txt ./',
		'RUN pip install --no-cache-dir --no-compile -r requirements.txt --target packages && mkdir -p packages',
		'COPY main.py ./',
		'FROM gcr.io/distroless/python3-debian13:nonroot',
		'COPY --from=build /app /app',
		'CMD ["/app/main.py"]',
		'',
	].join('\n'),
	'solution.md': words,
};

/** Reading two images of a hundred megabytes on a loaded machine. */
const minutes = 300_000;

describe('an app of the learner’s own', { timeout: minutes }, () => {
	let bench: GradingBench;
	beforeAll(async () => {
		bench = await GradingBench.open();
	});
	afterAll(() => bench[Symbol.asyncDispose]());

	const grade = async (name: string, files: Readonly<Record<string, string>>): Promise<Report> => {
		const path = await bench.submission(name, files);
		return bench.grader.grade({ lab: own, path, name, keepCache: true });
	};

	it('gets all points when it is small, safe and explained with true sizes', async () => {
		const first = await grade('first', app);
		expect(checkOf(first, 'true-sizes').status).toBe('fail');
		const [before, after] = first.images.map(({ sizes }) => `${(sizes.unpacked / 1e6).toFixed(1)} MB`);
		const report = await grade('second', { ...app, 'solution.md': `${words}\n${before} before, ${after} after.\n` });
		expect(report.checks.filter(({ status }) => status !== 'pass')).toEqual([]);
		expect(report).toMatchObject({ status: 'graded', score: 100, maxScore: 100, par: 'silver' });
		expect(report.notes.join()).toContain('Nobody tried what your program does');
	});

	it('tells what is wrong with two Dockerfiles that do the same', async () => {
		const Dockerfile = app['before.Dockerfile'] ?? '';
		const report = await grade('same', { ...app, Dockerfile });
		expect(statuses(report)).toMatchObject({
			'before-builds': 'pass',
			'after-builds': 'pass',
			'multi-stage': 'fail',
			'size-ratio': 'fail',
			'cache-order': 'fail',
			'no-shell': 'fail',
			'no-package-manager': 'fail',
			'non-root': 'fail',
			'true-sizes': 'skip',
		});
		expect(checkOf(report, 'cache-order')).toMatchObject({ actual: expect.stringContaining('COPY . .'), line: 3 });
		for (const check of report.checks.filter(({ status }) => status === 'fail')) expect(check.hint).not.toBe('');
	});

	it('says where it cannot tell the order of the steps, which costs nothing', async () => {
		const Dockerfile =
			'FROM busybox AS build\nCOPY main.py /main.py\nFROM busybox\nCOPY --from=build /main.py /main.py\n';
		const report = await grade('unknown', { ...app, Dockerfile });
		expect(checkOf(report, 'cache-order')).toMatchObject({
			status: 'skip',
			maxPoints: 0,
			actual: expect.stringContaining('build again, and look which steps are not CACHED'),
		});
	});

	it('judges nothing else of an image that does not build', async () => {
		const report = await grade('broken', { ...app, Dockerfile: 'FROM busybox\nRUN false\n' });
		expect(report.status).toBe('graded');
		const others = report.checks.filter(({ id }) => !['before-builds', 'after-builds', 'allowed-bases'].includes(id));
		expect(new Set(others.map(({ status }) => status))).toEqual(new Set(['skip']));
	});

	it('tells who starts from the files of the page what to do', async () => {
		const path = join(own.dir, 'starter');
		const report = await bench.grader.grade({ lab: own, path, name: 'starter', keepCache: true });
		expect(statuses(report)).toMatchObject({ 'before-builds': 'pass', 'after-builds': 'pass', 'multi-stage': 'fail' });
	});
});

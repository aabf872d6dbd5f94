/** Gradings that end before their time: cancelled, or killed with their whole process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labelNames } from '#engine/labels.ts';
import { Grader } from '#submission/grader.ts';
import { testEngine } from '../helpers/engine.ts';
import { GradingBench } from '../helpers/grading.ts';

let bench: GradingBench;
beforeAll(async () => {
	bench = await GradingBench.open();
});
afterAll(() => bench[Symbol.asyncDispose]());

const dockerfile = (step: string) => `FROM busybox\nRUN echo ${Math.random()}\nRUN ${step}\nCOPY main.sh /main.sh\n`;
const slowBuild = () => ({ Dockerfile: dockerfile('echo building; sleep 600') });
const slowRun = () => ({
	Dockerfile: `${dockerfile('true')}ENTRYPOINT ["/bin/sh", "/main.sh"]\n`,
	'main.sh': 'sleep 600\n',
});

/** Starts a process that grades, and waits until it prints the text. */
async function childThatSays(text: string, path: string, dataDir: string): Promise<ChildProcess> {
	const program = fileURLToPath(new URL('../helpers/grade-child.ts', import.meta.url));
	const { dir } = await bench.lab();
	const child = spawn(process.execPath, [program, dir, path, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
	for await (const line of createInterface({ input: child.stdout })) if (line.includes(text)) return child;
	throw new Error(`The grading ended before it said: ${text}`);
}

async function kill(child: ChildProcess): Promise<void> {
	const gone = once(child, 'exit');
	child.kill('SIGKILL');
	await gone;
}

/** Containers of gradings that are there now; waits for at least one. */
async function untilContainer(): Promise<void> {
	while ((await bench.engine.containers.list({ [labelNames.role]: 'grading' })).length === 0);
}

describe('a grading whose process is killed', () => {
	it.each([
		['in the middle of a build', slowBuild, 'log building'],
		['while the program runs', slowRun, 'phase Try the program'],
	])('%s leaves nothing after the next start, which grades normally', async (_, files, says) => {
		const dataDir = bench.folder.join(`data-${Math.random()}`);
		const path = await bench.submission(`killed-${Math.random()}`, files());
		const child = await childThatSays(says, path, dataDir);
		if (files === slowRun) await untilContainer();
		await kill(child);
		expect(await readdir(`${dataDir}/gradings`)).toHaveLength(1);
		await using engine = await testEngine();
		await using next = await Grader.open({ engine, dataDir });
		expect(await readdir(`${dataDir}/gradings`)).toEqual([]);
		const report = await next.grade({ lab: await bench.lab(), path: await bench.submission('good', {}), name: 'good' });
		expect(report.score).toBe(report.maxScore);
		expect(await bench.leftovers()).toEqual([]);
	});

	it('is not taken for dead while it lives', async () => {
		const dataDir = bench.folder.join('data-living');
		const path = await bench.submission('living', slowRun());
		const child = await childThatSays('phase Try the program', path, dataDir);
		await untilContainer();
		{
			await using _other = await Grader.open({ engine: bench.engine, dataDir });
			const labels = { [labelNames.role]: 'grading' };
			expect((await bench.engine.images.list(labels)).length).toBeGreaterThan(0);
		}
		await kill(child);
		await using _next = await Grader.open({ engine: bench.engine, dataDir });
		expect(await bench.leftovers()).toEqual([]);
	});
});

describe('a grading that is cancelled', () => {
	it.each([
		['in a build', slowBuild],
		['while the program runs', slowRun],
	])('%s ends at once and leaves nothing', async (_, files) => {
		const stop = new AbortController();
		const path = await bench.submission(`cancelled-${Math.random()}`, files());
		const grading = bench.grader.grade({
			lab: await bench.lab(),
			path,
			name: 'cancelled',
			signal: stop.signal,
			onEvent: (event) => {
				const builds = event.kind === 'log' && event.text.includes('building');
				const runs = event.kind === 'phase' && event.phase === 'Try the program';
				if (builds || runs) stop.abort();
			},
		});
		await expect(grading).rejects.toMatchObject({ code: 'cancelled' });
		expect(await bench.leftovers()).toEqual([]);
	});
});

describe('gradings at the same time', () => {
	it('do not take away from each other, and leave nothing', async () => {
		const reports = await Promise.all([1, 2].map((n) => bench.grade({ Dockerfile: undefined, dockerfile: same(n) })));
		expect(reports.map(({ score, maxScore }) => score === maxScore)).toEqual([true, true]);
		expect(await bench.leftovers()).toEqual([]);
	});
});

function same(n: number): string {
	return `FROM busybox\nRUN echo ${n}\nCOPY main.sh /main.sh\nENTRYPOINT ["/bin/sh", "/main.sh"]\n`;
}

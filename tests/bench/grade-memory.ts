/** Memory of a grading with few and with many submissions, and what the grader costs beyond the builds and runs. */
import { fileURLToPath } from 'node:url';
import type { Engine } from '#engine/engine.ts';
import { Grader } from '#submission/grader.ts';
import { gradeEach } from '../helpers/batch-bench.ts';
import { testEngine } from '../helpers/engine.ts';
import { capitals } from '../helpers/grading.ts';
import { TempFolder } from '../helpers/temp-folder.ts';
import { testLab } from '../helpers/test-lab.ts';
import { wrapEngine } from '../helpers/wrap-engine.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { measuredRun } from './measured-run.ts';

const largestPeakBytes = 400_000_000;
/** Flat: all further submissions together. A report has some kilobytes; the rest is garbage that nobody has missed yet. */
const largestGrowthBytes = 40_000_000;
const few = 10;
const defaultSize = 200;

/** What the judge may take for one submission beside the engine's builds and containers, milliseconds. */
const largestOverhead = 500;
const defaultTimed = 20;

const child = fileURLToPath(new URL('../helpers/batch-child.ts', import.meta.url));

export const gradeMemory: Bench = {
	name: 'grade-memory',
	summary: `memory of a grading of ${few} submissions and of --size (${defaultSize})`,
	async run({ size = defaultSize, print }: BenchOptions): Promise<boolean> {
		const peaks: number[] = [];
		for (const count of [few, size]) {
			await using folder = await TempFolder.create();
			const path = await writeSubmissions(folder, count);
			// As the command is started.
			const args = [
				'--max-semi-space-size=2',
				child,
				folder.join('lab'),
				path,
				folder.join('data'),
				folder.join('journal'),
			];
			const { peakBytes, milliseconds } = await measuredRun(process.execPath, args);
			print(`  ${count} submissions: ${megabytes(peakBytes)}, ${(milliseconds / 1000).toFixed(1)} s`);
			peaks.push(peakBytes);
		}
		const [small = 0, large = 0] = peaks;
		const growth = Math.max(0, large - small);
		print(`memory    ${megabytes(large)} resident at most (limit ${megabytes(largestPeakBytes)})`);
		print(`growth    ${megabytes(growth)} from ${few} to ${size} (limit ${megabytes(largestGrowthBytes)})`);
		return large <= largestPeakBytes && growth <= largestGrowthBytes;
	},
};

export const gradeOverhead: Bench = {
	name: 'grade-overhead',
	summary: `time of the judge beside the engine's builds and containers, a submission (--size, ${defaultTimed})`,
	async run({ size = defaultTimed, print }: BenchOptions): Promise<boolean> {
		await using engine = await testEngine();
		await using folder = await TempFolder.create();
		const path = await writeSubmissions(folder, size);
		const clock = new EngineClock();
		await using grader = await Grader.open({ engine: clock.on(engine), dataDir: folder.join('data') });
		const lab = { lab: testLab(), dir: folder.join('lab') };
		const common = { engine: clock.on(engine), grader, lab, jobs: 1 };
		// The image to compare with is built once for all.
		await gradeEach({
			...common,
			paths: [await writeSubmissions(folder, 1, 'first')],
			journal: folder.join('first.journal'),
		});
		clock.milliseconds = 0;
		const start = performance.now();
		await gradeEach({ ...common, paths: [path], journal: folder.join('journal') });
		const wall = performance.now() - start;
		const overhead = (wall - clock.milliseconds) / size;
		print(
			`  ${size} submissions: ${wall.toFixed(0)} ms, of it ${clock.milliseconds.toFixed(0)} ms builds and containers`,
		);
		print(`overhead  ${overhead.toFixed(0)} ms a submission (limit ${largestOverhead} ms)`);
		return overhead <= largestOverhead;
	},
};

/** Time in which the engine builds or runs something, whatever it does beside. */
class EngineClock {
	milliseconds = 0;
	#running = 0;
	#since = 0;

	on(engine: Engine): Engine {
		return wrapEngine(engine, {
			build: (...args) => this.#time(() => engine.build(...args)),
			run: (...args) => this.#time(() => engine.containers.run(...args)),
		});
	}

	async #time<Result>(work: () => Promise<Result>): Promise<Result> {
		if (this.#running++ === 0) this.#since = performance.now();
		try {
			return await work();
		} finally {
			if (--this.#running === 0) this.milliseconds += performance.now() - this.#since;
		}
	}
}

async function writeSubmissions(folder: TempFolder, count: number, name = 'class'): Promise<string> {
	const starter = Object.entries(capitals).map(([path, text]) => [`lab/starter/${path}`, text]);
	const submissions = Array.from({ length: count }, (_, index) =>
		Object.entries({ ...capitals, 'note.txt': `learner ${index} ${name}` }).map(([path, text]) => [
			`${name}/learner-${String(index).padStart(4, '0')}/${path}`,
			text,
		]),
	).flat();
	await folder.write(Object.fromEntries([...starter, ...submissions]));
	return folder.join(name);
}

function megabytes(bytes: number): string {
	return `${Math.round(bytes / 1e6)} MB`;
}

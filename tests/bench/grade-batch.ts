/** Grading a class with the command, beside a shell loop that does the same builds and runs one after the other. */
import { join } from 'node:path';
import { UserError } from '#errors';
import { hasProgram, type ProgramLab } from '#lab/lab-folder.ts';
import { loadLabs } from '#lab/load.ts';
import { testDataDir } from '../helpers/data-dir.ts';
import { DockerCli } from '../helpers/docker-cli.ts';
import { testEngine } from '../helpers/engine.ts';
import { TempFolder } from '../helpers/temp-folder.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { shellLoop, writeClass } from './class-of-labs.ts';
import { type MeasuredRun, measuredRun } from './measured-run.ts';

/** The command's wall time beside the loop's, all labs together. */
const largestRatio = 0.6;

/** Bytes of memory that the command may take. */
const largestPeakBytes = 400_000_000;

const defaultSize = 60;
const benchedLabs: readonly string[] = ['go', 'flask', 'node'];
const root = new URL('../../', import.meta.url).pathname;

export const gradeBatch: Bench = {
	name: 'grade-batch',
	summary: 'stagecraft grade --each beside a loop of docker build and docker run, --size submissions of the three labs',
	async run({ size = defaultSize, print }: BenchOptions): Promise<boolean> {
		await using engine = await testEngine();
		const all = await loadLabs(join(root, 'labs'));
		const labs = all.filter(hasProgram).filter(({ lab }) => benchedLabs.includes(lab.id));
		const socket = /^unix:\/\/(.*)$/.exec(engine.facts.address)?.[1];
		if (socket === undefined)
			throw new UserError(
				'usage-invalid',
				`The engine at ${engine.facts.address} has no socket.`,
				'Use one of this machine.',
			);
		await using client = await DockerCli.create(socket);
		const docker = client.line([]).flat().join(' ');
		const totals = { graded: 0, looped: 0, peak: 0 };
		for (const [index, loaded] of labs.entries()) {
			const count = Math.ceil((size - index) / labs.length);
			if (count === 0) continue;
			const { graded, looped } = await compare(loaded, count, docker);
			print(`  ${figures(`${loaded.lab.id}, graded`, graded, count)}`);
			print(`  ${figures(`${loaded.lab.id}, shell loop`, looped, count)}`);
			totals.graded += graded.milliseconds;
			totals.looped += looped.milliseconds;
			totals.peak = Math.max(totals.peak, graded.peakBytes);
		}
		const ratio = totals.graded / totals.looped;
		print(`time      ${ratio.toFixed(2)} times the loop, ${size} submissions (limit ${largestRatio})`);
		print(`memory    ${megabytes(totals.peak)} resident at most (limit ${megabytes(largestPeakBytes)})`);
		return ratio <= largestRatio && totals.peak <= largestPeakBytes;
	},
};

/** The one, then the other, on submissions of their own; the image to compare with is built and measured before. */
async function compare(loaded: ProgramLab, count: number, docker: string) {
	const { lab } = loaded;
	await using folder = await TempFolder.create();
	const dataDir = testDataDir();
	const grade = ['src/cli/stagecraft.mjs', 'grade', lab.id];
	await measuredRun(process.execPath, [...grade, join(loaded.dir, 'solution'), '--data', dataDir]);
	const path = await writeClass(folder, loaded, count);
	await folder.write({ 'loop.sh': shellLoop(docker, loaded, path) });
	const out = ['--each', path, '--out', folder.join('class.json'), '--data', dataDir];
	const graded = await measuredRun(process.execPath, [...grade, ...out]);
	const looped = await measuredRun('/bin/sh', [folder.join('loop.sh')]);
	return { graded, looped };
}

function figures(name: string, run: MeasuredRun, count: number): string {
	const seconds = run.milliseconds / 1000;
	return `${name}: ${seconds.toFixed(1)} s, ${(seconds / count).toFixed(2)} s each, ${megabytes(run.peakBytes)}`;
}

function megabytes(bytes: number): string {
	return `${Math.round(bytes / 1e6)} MB`;
}

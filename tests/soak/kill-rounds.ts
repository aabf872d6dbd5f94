/** Batches killed at random moments, over and over until they end by themselves: the reports are those of a quiet run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { reportSchema } from '#protocol/report.ts';
import { Grader } from '#submission/grader.ts';
import { capitals, type GradingBench, statuses } from '../helpers/grading.ts';
import { below, seeded } from './random.ts';

export interface KillOptions {
	readonly bench: GradingBench;
	/** Kills in all. */
	readonly rounds: number;
	readonly seed: number;
	readonly print: (line: string) => void;
}

const program = fileURLToPath(new URL('../helpers/batch-child.ts', import.meta.url));

const variants: readonly Readonly<Record<string, string>>[] = [
	{},
	{ 'main.sh': 'echo wrong\n' },
	{ Dockerfile: 'FROM busybox\nRUN false\n' },
	{ Dockerfile: 'FROM nowhere:1\n' },
];

const learners = 6;

/** Longest wait before a kill: a quiet run of the batch takes about as long. */
const longestWait = 20_000;

const lineSchema = z.object({ name: z.string(), report: reportSchema });

/** What went wrong, in words. */
export async function killRounds({ bench, rounds, seed, print }: KillOptions): Promise<readonly string[]> {
	const random = seeded(seed);
	const { dir } = await bench.lab();
	const folder = `killed-${seed}`;
	for (let index = 0; index < learners; index += 1) {
		const files = { ...capitals, ...variants[index % variants.length], 'note.txt': `learner ${index}` };
		const named = Object.entries(files).map(([path, text]) => [`${folder}/learner-${index}/${path}`, text]);
		await bench.folder.write(Object.fromEntries(named));
	}
	const run = async (name: string, resume: boolean, wait?: number): Promise<boolean> => {
		const dataDir = bench.folder.join(`${folder}-data`);
		const args = [program, dir, bench.folder.join(folder), dataDir, bench.folder.join(name), resume ? 'resume' : ''];
		const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
		const ended = once(child, 'exit');
		if (wait !== undefined) void sleep(wait).then(() => child.kill('SIGKILL'));
		const [status] = await ended;
		return status === 0;
	};
	await run(`${folder}-quiet`, false);
	const expected = await readStatuses(bench.folder.join(`${folder}-quiet`));
	const wrong: string[] = [];
	let kills = 0;
	for (let batch = 0; kills < rounds; batch += 1) {
		const journal = `${folder}-${batch}`;
		for (let attempt = 0; ; attempt += 1) {
			const isLast = kills >= rounds;
			const isDone = await run(journal, attempt > 0, isLast ? undefined : below(random, longestWait));
			if (isDone) break;
			if (isLast) wrong.push(`batch ${batch} failed without being killed`);
			kills += 1;
			print(`${kills} of ${rounds} kills`);
			if (isLast) break;
		}
		const found = await readStatuses(bench.folder.join(journal));
		if (JSON.stringify(found) !== JSON.stringify(expected)) wrong.push(`batch ${batch} has other reports`);
	}
	await using _sweeping = await Grader.open({ engine: bench.engine, dataDir: bench.folder.join(`${folder}-data`) });
	return [...wrong, ...(await bench.leftovers()).map((leftover) => `left ${leftover}`)];
}

/** Statuses by learner, from the lines of a journal; the last line of a name counts. */
async function readStatuses(path: string): Promise<unknown> {
	const [, ...lines] = (await readFile(path, 'utf8')).trim().split('\n');
	const found = lines.map((line) => lineSchema.parse(JSON.parse(line)));
	return [...new Map(found.map(({ name, report }) => [name, statuses(report)]))].toSorted(([a], [b]) =>
		a < b ? -1 : 1,
	);
}

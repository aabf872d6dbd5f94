/** Lighthouse, as on a phone, on the pages as the course serves them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readEnvironment } from '#runner/env.ts';
import { testDataDir } from '../helpers/data-dir.ts';
import { systemBrowser } from '../helpers/system-browser.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { median } from './rounds.ts';

/** A package of its own: 180 MB that no learner needs, installed when this is run for the first time. */
const folder = new URL('./lighthouse/', import.meta.url).pathname;
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
type Scores = Readonly<Record<(typeof categories)[number], number>>;

/** One page of each kind, and the lesson that has most to show. */
const readPaths = [
	'/',
	'/lessons/images/what-an-image-is/',
	'/lessons/practices/pin-and-test/',
	'/lessons/practices/what-is-not-so/',
	'/numbers/',
	'/search/',
	'/de/lessons/stages/several-froms/',
];
const labPaths = ['/lessons/go/calculator/', '/lessons/flask/service/', '/lessons/node/reverse/'];
/** A lab brings an editor and a terminal along. */
const leastLabPerformance = 90;

interface LighthouseReport {
	readonly categories: Readonly<
		Record<
			string,
			{ readonly score: number | null; readonly auditRefs: readonly { readonly id: string; readonly weight: number }[] }
		>
	>;
	readonly audits: Readonly<Record<string, { readonly title: string; readonly score: number | null }>>;
}

async function run(program: string, args: readonly string[], cwd: string): Promise<void> {
	const { variables } = readEnvironment();
	const env = { ...variables, CHROME_PATH: systemBrowser() };
	const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] });
	const [status] = await once(child, 'close');
	if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with status ${status}`);
}

/** A browser that is slow to start records nothing; Lighthouse then asks to be run again. */
const tries = 3;

async function look(address: string): Promise<LighthouseReport> {
	const out = await mkdtemp(join(tmpdir(), 'stagecraft-lighthouse-'));
	const file = join(out, 'report.json');
	const options = [
		'--quiet',
		'--no-enable-error-reporting',
		'--output=json',
		`--output-path=${file}`,
		`--only-categories=${categories.join(',')}`,
		'--chrome-flags=--headless=new --no-sandbox',
	];
	try {
		for (let attempt = 1; ; attempt += 1) {
			try {
				await run(join(folder, 'node_modules/.bin/lighthouse'), [address, ...options], folder);
				return JSON.parse(await readFile(file, 'utf8')) as LighthouseReport;
			} catch (error) {
				if (attempt === tries) throw error;
			}
		}
	} finally {
		await rm(out, { recursive: true });
	}
}

function scoresOf({ categories: found }: LighthouseReport): Scores {
	const score = (name: string) => Math.round((found[name]?.score ?? 0) * 100);
	return Object.fromEntries(categories.map((name) => [name, score(name)])) as Scores;
}

/** Titles of the audits that cost points. */
function complaintsOf({ categories: found, audits }: LighthouseReport): readonly string[] {
	const counted = Object.values(found).flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0));
	const low = counted.map(({ id }) => audits[id]).filter((audit) => audit?.score !== null && (audit?.score ?? 1) < 0.9);
	return low.map((audit) => audit?.title ?? '');
}

async function startCourse() {
	const work = await mkdtemp(join(tmpdir(), 'stagecraft-lighthouse-work-'));
	const script = new URL('../helpers/serve-page.ts', import.meta.url).pathname;
	const child = spawn(process.execPath, [script, testDataDir(), work], { stdio: ['pipe', 'pipe', 'inherit'] });
	const [line] = await once(createInterface({ input: child.stdout }), 'line');
	const { address } = JSON.parse(String(line)) as { readonly address: string };
	return {
		address,
		async [Symbol.asyncDispose]() {
			const exit = once(child, 'exit');
			child.stdin.end();
			await exit;
			await rm(work, { recursive: true });
		},
	};
}

/** Performance is the median of the rounds; what else the machine does falls on it. The rest must hold in each round. */
async function judge(address: string, least: number, { rounds, print }: BenchOptions): Promise<boolean> {
	const reports: LighthouseReport[] = [];
	for (let round = 0; round < rounds; round += 1) reports.push(await look(address));
	const scores = reports.map(scoresOf);
	const of = (name: keyof Scores) => scores.map((each) => each[name]);
	const performance = median(of('performance'));
	const rest = categories.filter((name) => name !== 'performance').map((name) => Math.min(...of(name)));
	const isGood = performance >= least && rest.every((score) => score === 100);
	print(`${isGood ? 'ok  ' : 'LOW '} ${[performance, ...rest].join(' / ')}  ${new URL(address).pathname}`);
	const complaints = new Set(reports.flatMap(complaintsOf));
	if (!isGood) for (const complaint of complaints) print(`       ${complaint}`);
	return isGood;
}

export const lighthouse: Bench = {
	name: 'lighthouse',
	summary: `performance / accessibility / best practices / SEO on a phone: 100 each, performance of labs ${leastLabPerformance}`,
	async run(options: BenchOptions): Promise<boolean> {
		if (!existsSync(join(folder, 'node_modules/.bin/lighthouse'))) await run('npm', ['ci', '--ignore-scripts'], folder);
		await using course = await startCourse();
		const verdicts: boolean[] = [];
		for (const path of readPaths) verdicts.push(await judge(course.address + path, 100, options));
		for (const path of labPaths) verdicts.push(await judge(course.address + path, leastLabPerformance, options));
		return !verdicts.includes(false);
	},
};

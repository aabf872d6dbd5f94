/** The same submissions graded twice, in another order and with another parallelism: equal statuses and scores. */
import type { LoadedLab } from '#lab/lab-folder.ts';
import type { Report } from '#protocol/report.ts';
import { gradeEach } from '../helpers/batch-bench.ts';
import { capitals, type GradingBench, statuses } from '../helpers/grading.ts';
import { mutated } from './mutate.ts';
import { below, type Random, seeded } from './random.ts';

export interface SameGradesOptions {
	readonly bench: GradingBench;
	/** Submissions, each graded twice. */
	readonly rounds: number;
	readonly seed: number;
	readonly print: (line: string) => void;
}

/** Answers to the test lab: right, wrong in each group of checks, and not to be built. Every second one is mutated. */
const variants: readonly Readonly<Record<string, string>>[] = [
	{},
	{ 'main.sh': 'echo wrong\n' },
	{ Dockerfile: 'FROM busybox\nRUN false\n' },
	{ Dockerfile: 'FROM nowhere:1\n' },
	{ Dockerfile: 'FROM busybox\nCOPY main.sh /main.sh\nENTRYPOINT sh /main.sh\n' },
	{ Dockerfile: 'FROM busybox\nRUN echo "exit 3" > /main.sh\nENTRYPOINT ["/bin/sh", "/main.sh"]\n' },
	{ 'main.sh': (capitals['main.sh'] ?? '').replace('marker-0001', 'another') },
	{ Dockerfile: 'FROM busybox AS a\nFROM a\nADD main.sh main.sh\nUSER 7\nCMD ["sh", "/main.sh"]\n' },
];

/** How many are graded at once: in the first run, and in the second. */
const parallelisms = [3, 1] as const;

/** What went wrong, in words. */
export async function sameGrades({ bench, rounds, seed, print }: SameGradesOptions): Promise<readonly string[]> {
	const random = seeded(seed);
	const lab = await bench.lab();
	const submissions = Array.from({ length: rounds }, (_, index) => submissionOf(index, random));
	const runs: (readonly Report[])[] = [];
	for (const [run, jobs] of parallelisms.entries()) {
		// Grading begins in the order of names, so another order needs other names.
		const order = run === 0 ? submissions : shuffled(submissions, random);
		runs.push(await gradeIn(bench, lab, { order, jobs, folder: `same-${seed}-${run}` }));
		print(`${rounds} submissions graded, ${jobs} at once`);
	}
	const [first = [], second = []] = runs;
	const byHash = new Map(second.map((report) => [report.submission.hash, outcomeOf(report)]));
	const differing = first.filter((report) => byHash.get(report.submission.hash) !== outcomeOf(report));
	const distinct = new Set(first.map(outcomeOf)).size;
	print(`${distinct} distinct outcomes among ${rounds} submissions`);
	return [
		...differing.map(
			(report) =>
				`${report.submission.name}: ${outcomeOf(report)} first, then ${byHash.get(report.submission.hash) ?? 'nothing'}`,
		),
		...(first.length === rounds && second.length === rounds ? [] : ['a report is missing']),
		...first
			.filter(({ status }) => status === 'ungradable')
			.map(({ submission }) => `${submission.name} is ungradable`),
		...(await bench.leftovers()).map((leftover) => `left ${leftover}`),
	];
}

type Files = Readonly<Record<string, string | Uint8Array>>;

function submissionOf(index: number, random: Random): Files {
	const plain: Readonly<Record<string, string>> = {
		...capitals,
		...variants[index % variants.length],
		'note.txt': `learner ${index}`,
	};
	return index % 2 === 0 ? plain : { ...plain, Dockerfile: mutated(plain['Dockerfile'] ?? '', random) };
}

function shuffled(items: readonly Files[], random: Random): readonly Files[] {
	const left = [...items];
	return items.flatMap(() => left.splice(below(random, left.length), 1));
}

interface Run {
	readonly order: readonly Files[];
	readonly jobs: number;
	readonly folder: string;
}

async function gradeIn(bench: GradingBench, lab: LoadedLab, { order, jobs, folder }: Run) {
	for (const [place, files] of order.entries()) {
		const to = `${folder}/${String(place).padStart(3, '0')}`;
		await bench.folder.write(Object.fromEntries(Object.entries(files).map(([path, data]) => [`${to}/${path}`, data])));
	}
	const paths = [bench.folder.join(folder)];
	return gradeEach({ ...bench, lab, paths, jobs, journal: bench.folder.join(`${folder}.journal`) });
}

/** Statuses, points and the ids of advice; numbers that were measured differ between any two builds. */
function outcomeOf(report: Report): string {
	const advice = report.advice.map(({ id, line }) => `${id}:${line ?? ''}`);
	return JSON.stringify([report.status, report.score, statuses(report), advice]);
}

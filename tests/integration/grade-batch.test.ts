/** Many submissions on a real engine: archives, twins, attacks and faults beside each other; interruption; bundles; bases. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadedLab } from '#lab/lab-folder.ts';
import type { Report } from '#protocol/report.ts';
import { parseBasePolicy } from '#submission/batch/base-policy.ts';
import { SubmissionJudge } from '#submission/batch/submission-judge.ts';
import { compareStatuses, openBundle, requireSameFiles } from '#submission/batch/verify-bundle.ts';
import { gradeEach } from '../helpers/batch-bench.ts';
import { capitals, GradingBench, statuses } from '../helpers/grading.ts';
import { rawTarGz } from '../helpers/raw-tar.ts';
import { rawZip } from '../helpers/raw-zip.ts';
import { TempFolder } from '../helpers/temp-folder.ts';

let bench: GradingBench;
let lab: LoadedLab;
beforeAll(async () => {
	bench = await GradingBench.open();
	lab = await bench.lab();
});
afterAll(() => bench[Symbol.asyncDispose]());

const entries = (over: Readonly<Record<string, string>> = {}, prefix = '') =>
	Object.entries({ ...capitals, ...over }).map(([name, data]) => ({ name: `${prefix}${name}`, data }));

async function classOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
	const name = `class-${Math.random()}`;
	await bench.folder.write(Object.fromEntries(Object.entries(files).map(([path, data]) => [`${name}/${path}`, data])));
	return bench.folder.join(name);
}

const folderOf = (learner: string, over: Readonly<Record<string, string>> = {}) =>
	Object.fromEntries(entries(over).map(({ name, data }) => [`${learner}/${name}`, data]));

const journal = () => bench.folder.join(`journal-${Math.random()}`);
const points = (reports: readonly Report[]) =>
	Object.fromEntries(
		reports.map(({ submission: { name }, score, status }) => [name, status === 'graded' ? score : status]),
	);

describe('many submissions at once', () => {
	it('are each graded for themselves, whatever the others are', async () => {
		const path = await classOf({
			...folderOf('ada'),
			'bob.zip': rawZip(entries({ 'main.sh': 'echo wrong\n' }, 'bob/')),
			'cy.tar.gz': await rawTarGz(entries()),
			'dan.zip': rawZip([{ name: '../../escape', data: 'x' }]),
			...folderOf('eve', { Dockerfile: 'FROM busybox\nRUN false\n' }),
			'fay.zip': rawZip([{ name: 'inner.zip', data: rawZip(entries()), stored: true }]),
			'readme.txt': 'not a submission',
		});
		const reports = await gradeEach({ ...bench, lab, paths: [path], journal: journal() });
		expect(points(reports)).toEqual({ ada: 4, bob: expect.any(Number), cy: 4, dan: 0, eve: 0, fay: 4 });
		expect(points(reports)['bob']).toBeLessThan(3);
		const dan = reports.find(({ submission }) => submission.name === 'dan');
		expect(dan?.checks[0]).toMatchObject({ status: 'fail', actual: expect.stringContaining('goes up with ".."') });
		expect(await bench.leftovers()).toEqual([]);
	});

	it('have the same statuses in any order and number', async () => {
		const files = {
			...folderOf('a'),
			...folderOf('b', { 'main.sh': 'echo wrong\n' }),
			...folderOf('c', { Dockerfile: 'FROM x\n' }),
		};
		const [forth, back] = [
			await gradeEach({ ...bench, lab, paths: [await classOf(files)], journal: journal(), jobs: 3 }),
			await gradeEach({
				...{ ...bench, lab, journal: journal(), jobs: 1 },
				paths: [await classOf(Object.fromEntries(Object.entries(files).toReversed()))],
			}),
		];
		expect(forth.map(statuses)).toEqual(back.map(statuses));
	});

	it('are read as the engine reads them: odd case, mark, line ends, indents, lower case', async () => {
		const [head = '', ...rest] = (capitals['Dockerfile'] ?? '').split('\n');
		const odd = `\uFEFF  ${head.replace('FROM', 'from')}\r\n${rest.map((line) => line.replace(/^[A-Z]+/, (word) => `\t${word.toLowerCase()}`)).join('\r\n')}`;
		const path = await classOf({ 'odd/DockerFile': odd, 'odd/main.sh': capitals['main.sh'] ?? '' });
		expect(points(await gradeEach({ ...bench, lab, paths: [path], journal: journal() }))).toEqual({ odd: 4 });
	});
});

describe('a batch that ends before its time', () => {
	const program = fileURLToPath(new URL('../helpers/batch-child.ts', import.meta.url));
	const start = (...args: readonly string[]): ChildProcess =>
		spawn(process.execPath, [program, lab.dir, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });

	/** Lines until one of them begins like this, or all. */
	async function linesUntil(child: ChildProcess, begin: string): Promise<readonly string[]> {
		const lines: string[] = [];
		if (child.stdout === null) return lines;
		for await (const line of createInterface({ input: child.stdout })) {
			lines.push(line);
			if (line.startsWith(begin)) break;
		}
		return lines;
	}

	it('by kill -9 goes on with what is missing, and leaves nothing', async () => {
		const names = ['a', 'b', 'c', 'd', 'e'];
		const files = names.map((name) => folderOf(name, { 'extra.txt': `${name} ${Math.random()}` }));
		const path = await classOf(Object.assign({}, ...files));
		const dataDir = bench.folder.join(`data-${Math.random()}`);
		const file = journal();
		const killed = start(path, dataDir, file);
		await linesUntil(killed, 'finished 2');
		killed.kill('SIGKILL');
		await once(killed, 'exit');
		const kept = (await readFile(file, 'utf8')).trim().split('\n').length - 1;
		expect(kept).toBeGreaterThanOrEqual(2);
		const resumed = start(path, dataDir, file, 'resume');
		const lines = await linesUntil(resumed, 'reports');
		await once(resumed, 'exit');
		expect(lines.at(-1)).toBe('reports 5');
		expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(6);
		expect(await readdir(join(dataDir, 'gradings'))).toEqual([]);
		expect(await bench.leftovers()).toEqual([]);
	});

	it('by its caller is cancelled, and its reports are kept', async () => {
		const stop = new AbortController();
		const path = await classOf({ ...folderOf('a'), ...folderOf('b', { Dockerfile: 'FROM busybox\nRUN sleep 600\n' }) });
		const file = journal();
		const grading = gradeEach({
			...{ ...bench, lab, paths: [path], journal: file, jobs: 2, signal: stop.signal },
			onProgress: ({ finished }) => finished === 1 && stop.abort(),
		});
		await expect(grading).rejects.toMatchObject({ code: 'cancelled' });
		expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(2);
		expect(await bench.leftovers()).toEqual([]);
	});
});

describe('a bundle', () => {
	it('is graded again to the same statuses, and shows when it was changed', async () => {
		const path = await classOf({ ...folderOf('ada', { 'main.sh': 'echo wrong\n' }), ...folderOf('bob') });
		const bundles = bench.folder.join('bundles');
		const reports = await gradeEach({ ...bench, lab, paths: [path], journal: journal(), bundles });
		const judge = new SubmissionJudge({ ...bench, lab, policy: parseBasePolicy([], []) });
		const signal = new AbortController().signal;
		for (const [index, name] of (await readdir(bundles)).toSorted().entries()) {
			await using work = await TempFolder.create();
			const { bundle, files } = await openBundle(join(bundles, name), work.path, signal);
			expect(bundle.report).toEqual(reports[index]);
			const source = { name: 'again', late: false, parts: [{ kind: 'folder' as const, path: files, name: 'again' }] };
			{
				await using opened = await judge.open(source, signal);
				requireSameFiles(bundle, opened.hash);
				expect(compareStatuses(bundle.report, await opened.grade(() => undefined))).toEqual([]);
			}
			await writeFile(join(files, 'main.sh'), 'echo better\n');
			await using changed = await judge.open(source, signal);
			expect(() => requireSameFiles(bundle, changed.hash)).toThrow(/have the hash/);
		}
	});

	it('that is another archive is refused', async () => {
		await bench.folder.write({ 'other.zip': rawZip(entries()), 'text.tar.gz': 'nothing' });
		for (const name of ['other.zip', 'text.tar.gz']) {
			await using work = await TempFolder.create();
			const opening = openBundle(bench.folder.join(name), work.path, new AbortController().signal);
			await expect(opening).rejects.toMatchObject({ code: 'bundle-invalid' });
		}
	});
});

describe('bases by the word of the teacher', () => {
	it('take the place of one that is gone, and the report tells', async () => {
		const path = await classOf(
			folderOf('ada', { Dockerfile: (capitals['Dockerfile'] ?? '').replace('busybox', 'gone:1.0') }),
		);
		const refused = await gradeEach({ ...bench, lab, paths: [path], journal: journal() });
		expect(points(refused)).toEqual({ ada: 0 });
		const policy = parseBasePolicy(['gone:*=busybox'], []);
		const [report] = await gradeEach({ ...bench, lab, paths: [path], journal: journal(), policy });
		expect(report?.score).toBe(4);
		expect(report?.notes[0]).toContain('busybox was used in place of gone:1.0');
		expect(report?.submission.hash).toBe(refused[0]?.submission.hash);
	});

	it('may be allowed besides those of the lab', async () => {
		const other = 'stagecraft-test/other:1';
		await bench.engine.images.tag('busybox', other);
		try {
			const path = await classOf(
				folderOf('ada', { Dockerfile: (capitals['Dockerfile'] ?? '').replace('busybox', other) }),
			);
			const all = { ...bench, lab, paths: [path] };
			expect(points(await gradeEach({ ...all, journal: journal() }))).toEqual({ ada: 0 });
			const policy = parseBasePolicy([], ['stagecraft-test/*:1']);
			expect(points(await gradeEach({ ...all, journal: journal(), policy }))).toEqual({ ada: 4 });
		} finally {
			await bench.engine.images.remove(other);
		}
	});
});

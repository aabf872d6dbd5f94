import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '#errors';
import { perfectReport, ungradableReport } from '#grade/formats/report-fixture.ts';
import type { Report } from '#protocol/report.ts';
import { TempFolder } from '../../../tests/helpers/temp-folder.ts';
import type { SubmissionSource } from '../intake/source.ts';
import type { BatchProgress } from './batch-progress.ts';
import { Journal } from './journal.ts';
import type { Judge, OpenedSubmission } from './opened.ts';
import { runBatch } from './run-batch.ts';

let folder: TempFolder;
beforeEach(async () => {
	folder = await TempFolder.create();
});
afterEach(() => folder[Symbol.asyncDispose]());

const sources = (...names: readonly string[]): SubmissionSource[] =>
	names.map((name) => ({ name, late: false, parts: [] }));

/** Grades by what a test says of each name; counts who is open and who was graded. */
class FakeJudge implements Judge {
	readonly graded: string[] = [];
	readonly kept: string[] = [];
	readonly hashes: Record<string, string> = {};
	open_ = 0;
	running = 0;
	most = 0;
	engineIsGone = false;
	onGrade: (name: string, signal: AbortSignal) => Promise<Report> = async (name) => perfectReport(name);

	async open({ name }: SubmissionSource, signal: AbortSignal): Promise<OpenedSubmission> {
		this.open_ += 1;
		let isOpen = true;
		return {
			hash: this.hashes[name] ?? `hash of ${name}`,
			notes: [`opened ${name}`],
			grade: async () => {
				this.running += 1;
				this.most = Math.max(this.most, this.running);
				try {
					this.graded.push(name);
					return await this.onGrade(name, signal);
				} finally {
					this.running -= 1;
				}
			},
			keep: async (report) => {
				await new Promise(setImmediate);
				if (!isOpen) throw new Error(`${name} was closed before it was kept`);
				this.kept.push(report.submission.name);
			},
			[Symbol.asyncDispose]: async () => {
				isOpen = false;
				this.open_ -= 1;
			},
		};
	}

	async check(): Promise<void> {
		if (this.engineIsGone) throw new UserError('engine-request-failed', 'The engine is gone.', 'Start it.');
	}
}

interface Options {
	readonly jobs?: number;
	readonly resume?: boolean;
	readonly signal?: AbortSignal;
	readonly onProgress?: (progress: BatchProgress) => void;
}

async function batch(judge: Judge, list: readonly SubmissionSource[], options: Options = {}) {
	const { jobs = 2, resume = false, signal = new AbortController().signal, onProgress } = options;
	await using journal = await Journal.open(folder.join('journal'), 'terms', resume);
	return await runBatch({ sources: list, judge, jobs, journal, signal, ...(onProgress && { onProgress }) });
}

const namesOf = (reports: readonly Report[]) => reports.map(({ submission }) => submission.name);

/** Holds everybody until so many have come. */
function gate(count: number): () => Promise<void> {
	const { promise, resolve } = Promise.withResolvers<void>();
	let come = 0;
	return () => {
		come += 1;
		if (come >= count) resolve();
		return promise;
	};
}

describe('runBatch', () => {
	it('reports in the order given, whoever ends first, and closes everything', async () => {
		const judge = new FakeJudge();
		const others = gate(3);
		judge.onGrade = async (name) => {
			await others();
			return perfectReport(name);
		};
		const reports = await batch(judge, sources('ada', 'bob', 'cy'), { jobs: 3 });
		expect(namesOf(reports)).toEqual(['ada', 'bob', 'cy']);
		expect(reports[1]?.notes).toEqual(['opened bob']);
		expect(judge).toMatchObject({ open_: 0, most: 3, kept: expect.arrayContaining(['ada', 'bob', 'cy']) });
	});

	it('grades no more at once than it may', async () => {
		const judge = new FakeJudge();
		await batch(judge, sources('a', 'b', 'c', 'd', 'e', 'f'), { jobs: 2 });
		expect(judge.most).toBe(2);
	});

	it('lets a slow one keep one place alone', async () => {
		const judge = new FakeJudge();
		const { promise, resolve } = Promise.withResolvers<void>();
		judge.onGrade = async (name) => {
			if (name === 'slow') await promise;
			if (name === 'd') resolve();
			return perfectReport(name);
		};
		expect(namesOf(await batch(judge, sources('slow', 'b', 'c', 'd')))).toEqual(['slow', 'b', 'c', 'd']);
	});

	it('grades equal files once, even when they come together, and reports for each', async () => {
		const judge = new FakeJudge();
		Object.assign(judge.hashes, { ada: 'x', bob: 'x', dan: 'x' });
		const list = sources('ada', 'bob', 'cy', 'dan').map((one) => ({ ...one, learner: { name: one.name, id: '7' } }));
		const reports = await batch(judge, list);
		expect(judge.graded).toEqual(['ada', 'cy']);
		expect(reports.map(({ submission: { name, learner } }) => [name, learner?.name])).toEqual([
			['ada', 'ada'],
			['bob', 'bob'],
			['cy', 'cy'],
			['dan', 'dan'],
		]);
		expect(reports[3]?.notes).toEqual(['opened dan']);
		expect(judge.open_).toBe(0);
	});

	it('goes on after a fault of one submission', async () => {
		const judge = new FakeJudge();
		judge.onGrade = async (name) => (name === 'b' ? ungradableReport(name) : perfectReport(name));
		const reports = await batch(judge, sources('a', 'b', 'c'));
		expect(reports.map(({ status }) => status)).toEqual(['graded', 'ungradable', 'graded']);
	});

	it('stops when the engine is gone, and keeps what was finished', async () => {
		const judge = new FakeJudge();
		judge.onGrade = async (name) => {
			judge.engineIsGone = name === 'b';
			return name === 'b' ? ungradableReport(name) : perfectReport(name);
		};
		const list = sources('a', 'b', 'c', 'd');
		await expect(batch(judge, list, { jobs: 1 })).rejects.toMatchObject({ code: 'engine-request-failed' });
		expect(judge.graded).toEqual(['a', 'b']);
		const again = new FakeJudge();
		expect(namesOf(await batch(again, list, { resume: true }))).toEqual(['a', 'b', 'c', 'd']);
		expect(again.graded).toEqual(['b', 'c', 'd']);
	});

	it('tells how far it is, and how long the rest takes', async () => {
		const seen: BatchProgress[] = [];
		await batch(new FakeJudge(), sources('a', 'b', 'c'), { jobs: 1, onProgress: (progress) => seen.push(progress) });
		expect(seen.at(0)).toMatchObject({ total: 3, finished: 0, running: [] });
		expect(seen.flatMap(({ last }) => last ?? [])).toEqual(
			['a', 'b', 'c'].map((name) => ({ name, verdict: '20 of 20 points' })),
		);
		expect(seen.at(-1)).toMatchObject({ finished: 3, remainingMilliseconds: 0 });
		expect(seen.at(0)).not.toHaveProperty('remainingMilliseconds');
	});
});

describe('a batch that was interrupted', () => {
	it('ends as cancelled with its finished reports kept, and goes on where it was', async () => {
		const stop = new AbortController();
		const judge = new FakeJudge();
		judge.onGrade = (name, signal) => {
			if (name !== 'c') return Promise.resolve(perfectReport(name));
			const { promise, reject } = Promise.withResolvers<Report>();
			signal.addEventListener('abort', () => reject(new UserError('cancelled', 'Stopped.', 'Start again.')));
			stop.abort();
			return promise;
		};
		const list = sources('a', 'b', 'c', 'd');
		await expect(batch(judge, list, { jobs: 1, signal: stop.signal })).rejects.toMatchObject({ code: 'cancelled' });
		expect(judge.open_).toBe(0);
		const again = new FakeJudge();
		const reports = await batch(again, list, { resume: true });
		expect(again.graded).toEqual(['c', 'd']);
		expect(namesOf(reports)).toEqual(['a', 'b', 'c', 'd']);
		expect(reports[0]?.notes).toEqual(['opened a']);
	});

	it('grades again what has changed since, and everything without resume', async () => {
		await batch(new FakeJudge(), sources('a', 'b'));
		const changed = new FakeJudge();
		changed.hashes['b'] = 'other';
		await batch(changed, sources('a', 'b'), { resume: true });
		expect(changed.graded).toEqual(['b']);
		const anew = new FakeJudge();
		await batch(anew, sources('a', 'b'));
		expect(anew.graded).toEqual(['a', 'b']);
	});
});

describe('Journal', () => {
	const path = () => folder.join('journal');
	const reopen = async (terms = 'terms') => {
		await using journal = await Journal.open(path(), terms, true);
		return ['a', 'b'].filter((name) => journal.find(name, `hash of ${name}`) !== undefined);
	};

	it('loses nothing but a line that was cut off, wherever it was cut', async () => {
		await batch(new FakeJudge(), sources('a', 'b'));
		const whole = await readFile(path());
		const second = whole.indexOf('"name":"b"');
		for (const end of [second, second + 100, whole.length - 1]) {
			await writeFile(path(), whole.subarray(0, end));
			expect(await reopen()).toEqual(['a']);
		}
		await writeFile(path(), whole);
		expect(await reopen()).toEqual(['a', 'b']);
	});

	it('goes over a line that is no report', async () => {
		await batch(new FakeJudge(), sources('a', 'b'));
		await appendFile(path(), '{"name":"a"}\nnonsense\n');
		expect(await reopen()).toEqual(['a', 'b']);
	});

	it('is not gone on with on other terms', async () => {
		await batch(new FakeJudge(), sources('a', 'b'));
		expect(await reopen('other terms')).toEqual([]);
	});

	it('does not keep a fault of ours', async () => {
		const judge = new FakeJudge();
		judge.onGrade = async (name) => ungradableReport(name);
		await batch(judge, sources('a', 'b'));
		expect(await reopen()).toEqual([]);
	});
});

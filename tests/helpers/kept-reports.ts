/**
 * Reports of an earlier run of the tests, used again while nothing that a grading depends on has changed: the sources of the
 * grader and of this suite, the packages, the lab with all its answers, the engine and the bases on it. What the tests
 * expect is compared with the report in any case. CI, and who sets STAGECRAFT_FRESH, has everything graded anew.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Engine } from '#engine/engine.ts';
import type { LoadedLab } from '#lab/lab-folder.ts';
import { labImages } from '#lab/lab-images.ts';
import { checkId } from '#lab/schema.ts';
import { type Report, reportSchema } from '#protocol/report.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a grading runs, and what says which part of it a test asks for. */
const sources = ['dockerfile', 'engine', 'grade', 'image', 'lab', 'protocol', 'submission'].map(
	(module) => `src/${module}`,
);
const files = ['package-lock.json', 'src/errors.ts', 'tests/helpers/lab-suite.ts', 'tests/helpers/kept-reports.ts'];

export class KeptReports {
	readonly #folder: string;
	readonly #common: string;
	readonly #isFresh: boolean;
	/** Reports that were found, and gradings that were asked for. */
	readonly count = { kept: 0, asked: 0 };

	private constructor(folder: string, common: string, isFresh: boolean) {
		this.#folder = folder;
		this.#common = common;
		this.#isFresh = isFresh;
	}

	/** For one lab on one engine. `folder` is made when needed. */
	static async open(folder: string, engine: Engine, { lab, dir }: LoadedLab): Promise<KeptReports> {
		const hash = createHash('sha256').update(JSON.stringify(engine.facts));
		for (const reference of labImages(lab)) {
			hash.update(`${reference} ${(await engine.images.inspect(reference))?.id}\n`);
		}
		const code = await Promise.all(sources.map((source) => filesIn(join(root, source))));
		const paths = code.flat().filter((path) => !path.endsWith('.test.ts'));
		for (const path of [...paths, ...files.map((file) => join(root, file)), ...(await filesIn(dir))].sort()) {
			const bytes = await readFile(path);
			hash.update(`\0${path}\0${bytes.length}\0`).update(bytes);
		}
		const { CI = '', STAGECRAFT_FRESH = '' } = process.env;
		return new KeptReports(folder, hash.digest('hex'), CI !== '' || STAGECRAFT_FRESH !== '');
	}

	/** The report on the answer of this name to this lab with its checks: of an earlier run, or graded now. */
	async report(loaded: LoadedLab, answer: string, grade: () => Promise<Report>): Promise<Report> {
		this.count.asked += 1;
		const parts = [this.#common, answer, ...loaded.lab.checks.map(checkId)];
		const file = join(this.#folder, `${createHash('sha256').update(parts.join('\0')).digest('hex')}.json`);
		const kept = this.#isFresh ? undefined : await readKept(file);
		if (kept !== undefined) {
			this.count.kept += 1;
			return kept;
		}
		const report = await grade();
		// A fault of the machine is no result.
		if (report.status === 'graded') await writeWhole(file, JSON.stringify(report));
		return report;
	}
}

async function filesIn(folder: string): Promise<readonly string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function readKept(file: string): Promise<Report | undefined> {
	try {
		return reportSchema.parse(JSON.parse(await readFile(file, 'utf8')));
	} catch {
		// Not there, or cut by a run that was killed: graded again.
		return undefined;
	}
}

async function writeWhole(file: string, text: string): Promise<void> {
	await mkdir(join(file, '..'), { recursive: true });
	const beside = `${file}.${process.pid}-${performance.now()}`;
	await writeFile(beside, text);
	await rename(beside, file);
}

/** Gradings with a real engine, and the proof that they left nothing. */
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { hierarchyRoots } from '#engine/cgroups/hierarchies.ts';
import { hostHierarchies } from '#engine/cgroups/host-hierarchies.ts';
import { cgroupsIn } from '#engine/cgroups/remove-cgroups.ts';
import type { Engine } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';
import { enginePaths } from '#engine/managed/paths.ts';
import type { LoadedLab } from '#lab/lab-folder.ts';
import type { LabInput } from '#lab/schema.ts';
import type { CheckResult, Report } from '#protocol/report.ts';
import { Grader } from '#submission/grader.ts';
import { testDataDir } from './data-dir.ts';
import { testEngine } from './engine.ts';
import { TempFolder } from './temp-folder.ts';
import { testLab } from './test-lab.ts';

/** A right answer to the test lab. */
export const capitals: Readonly<Record<string, string>> = {
	Dockerfile: 'FROM busybox\nCOPY main.sh /main.sh\nENTRYPOINT ["/bin/sh", "/main.sh"]\n',
	'main.sh': [
		'case "$1" in version) echo marker-0001; exit;; esac',
		"trap 'exit 0' TERM",
		'while read -r line; do echo "$line" | tr a-z A-Z; done',
		'',
	].join('\n'),
};

/** A busy engine lets go of a build's last record after its answer. */
const leftoverLooks = 100;
const leftoverMilliseconds = 200;

/** An engine, a grader on it, and a folder for submissions. */
export class GradingBench implements AsyncDisposable {
	readonly engine: Engine;
	readonly grader: Grader;
	readonly folder: TempFolder;
	readonly #cacheBefore: ReadonlySet<string>;

	private constructor(engine: Engine, grader: Grader, folder: TempFolder, cache: ReadonlySet<string>) {
		this.engine = engine;
		this.grader = grader;
		this.folder = folder;
		this.#cacheBefore = cache;
	}

	/** Without a data folder it has one of its own, and has seen no image yet. */
	static async open(dataDir?: string): Promise<GradingBench> {
		const engine = await testEngine();
		const folder = await TempFolder.create();
		const grader = await Grader.open({ engine, dataDir: dataDir ?? folder.join('data') });
		return new GradingBench(engine, grader, folder, new Set((await engine.cache.list()).map(({ id }) => id)));
	}

	/** The test lab with other limits or checks; its starter is the right answer. */
	async lab(over: Partial<LabInput> = {}): Promise<LoadedLab> {
		const dir = this.folder.join('lab');
		await this.#write(join(dir, 'starter'), capitals);
		return { lab: testLab(over), dir };
	}

	/** A folder with these files over the right answer; `undefined` leaves one out. */
	async submission(name: string, over: Readonly<Record<string, string | Uint8Array | undefined>>): Promise<string> {
		const path = this.folder.join(name);
		await mkdir(path, { recursive: true });
		await this.#write(path, { ...capitals, ...over });
		return path;
	}

	/** Grades the right answer with files over it. */
	async grade(
		over: Readonly<Record<string, string | Uint8Array | undefined>>,
		lab: Partial<LabInput> = {},
	): Promise<Report> {
		const path = await this.submission(`submission-${Math.random()}`, over);
		return this.grader.grade({ lab: await this.lab(lab), path, name: 'test' });
	}

	/** A copy of a folder, with files over it. */
	async copyOf(from: string, name: string, over: readonly { readonly path: string; readonly bytes: Uint8Array }[]) {
		const path = this.folder.join(name);
		await cp(from, path, { recursive: true });
		for (const file of over) {
			await mkdir(dirname(join(path, file.path)), { recursive: true });
			await writeFile(join(path, file.path), file.bytes);
		}
		return path;
	}

	/**
	 * Everything on the engine and the host that gradings made and that should be gone, when it has had some seconds to go.
	 *
	 * @param options.keepCache whether the gradings were to keep what they built in the cache.
	 */
	async leftovers({ keepCache = false } = {}): Promise<readonly string[]> {
		for (let look = 0; look < leftoverLooks; look += 1) {
			if ((await this.#left(keepCache)).length === 0) return [];
			await wait(leftoverMilliseconds);
		}
		return await this.#left(keepCache);
	}

	async #left(keepCache: boolean): Promise<readonly string[]> {
		const labels = { [labelNames.role]: 'grading' };
		const containers = await this.engine.containers.list(labels);
		const images = await this.engine.images.list(labels);
		const records = keepCache ? [] : await this.engine.cache.list();
		const cache = records.filter(({ id }) => !this.#cacheBefore.has(id));
		return [
			...containers.map(({ id }) => `container ${id}`),
			...images.map(({ id, tags }) => `image ${tags.join(' ')} ${id}`),
			...cache.map(({ id, description }) => `cache record ${id} ${description}`),
			...(await buildCgroups()).map((path) => `cgroup ${path}`),
		];
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.grader[Symbol.asyncDispose]();
		await this.engine[Symbol.asyncDispose]();
		await this.folder[Symbol.asyncDispose]();
	}

	async #write(folder: string, files: Readonly<Record<string, string | Uint8Array | undefined>>): Promise<void> {
		for (const [path, content] of Object.entries(files)) {
			if (content === undefined) continue;
			await mkdir(dirname(join(folder, path)), { recursive: true });
			await writeFile(join(folder, path), content);
		}
	}
}

/** Cgroups of builds on the managed engine of the tests. */
async function buildCgroups(): Promise<readonly string[]> {
	const hierarchies = await hostHierarchies();
	if (hierarchies === undefined) return [];
	const { name } = enginePaths(testDataDir());
	const found = await Promise.all(hierarchyRoots(hierarchies).map((root) => cgroupsIn(join(root, name, 'builds'))));
	return found.flat();
}

/** One check of a report. */
export function checkOf(report: Report, id: string): CheckResult {
	const check = report.checks.find((each) => each.id === id);
	if (check === undefined) throw new Error(`The report has no check ${id}.`);
	return check;
}

/** The status of every check by its id. */
export function statuses(report: Report): Readonly<Record<string, string>> {
	return Object.fromEntries(report.checks.map(({ id, status }) => [id, status]));
}

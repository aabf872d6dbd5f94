/** The composition root: the one place where the real parts of the course meet. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { loadCatalogue } from '#engine/bases/load-catalogue.ts';
import { prepareBases } from '#engine/bases/prepare.ts';
import { hostExtraCertificates } from '#engine/host-certificates.ts';
import { openEngine } from '#engine/open.ts';
import { loadLabs } from '#lab/load.ts';
import { publicView } from '#lab/public-view.ts';
import type { Health } from '#protocol/api.ts';
import type { LabView } from '#protocol/lab-view.ts';
import { Grader } from '#submission/grader.ts';
import { JobRunner } from '#submission/jobs.ts';
import { LabJobs } from '#submission/lab-jobs.ts';
import { WorkStore } from '#submission/work-store.ts';
import { Course, type CourseParts } from './course.ts';
import { CourseHealth } from './course-health.ts';
import type { AppDependencies } from './dependencies.ts';
import type { Environment } from './env.ts';
import { whenReady } from './ready-grader.ts';
import { readySessions } from './ready-sessions.ts';

export interface ComposeOptions {
	readonly projectDir: string;
	readonly dataDir: string;
	readonly environment: Environment;
	/** Folder for the learner's files and reports. Default: the data folder. */
	readonly workDir?: string | undefined;
	readonly offline: boolean;
	readonly onHealth: (health: Health) => void;
	readonly onFault: (error: unknown) => void;
}

export interface ComposedCourse extends AsyncDisposable {
	/** What the HTTP app needs from the course. */
	readonly dependencies: Pick<
		AppDependencies,
		'version' | 'labs' | 'work' | 'jobs' | 'sessions' | 'health' | 'onFault'
	>;
	/** Engine and bases, until `signal`. Never rejects. */
	run(signal: AbortSignal): Promise<void>;
}

const packageSchema = z.object({ version: z.string() });

async function readVersion(projectDir: string): Promise<string> {
	return packageSchema.parse(JSON.parse(await readFile(join(projectDir, 'package.json'), 'utf8'))).version;
}

/** `busybox` is `busybox:latest`, as a Dockerfile has it; the catalogue names each base with its tag. */
function withTag(reference: string): string {
	const name = reference.slice(reference.lastIndexOf('/') + 1);
	return name.includes(':') || name.includes('@') ? reference : `${reference}:latest`;
}

/** Loads the labs and puts the course together. Throws UserError `lab-invalid` or `catalogue-invalid`. */
export async function composeCourse(options: ComposeOptions): Promise<ComposedCourse> {
	const { projectDir, dataDir, environment, onFault } = options;
	const recipesDir = join(projectDir, 'labs/bases');
	const [version, labs, catalogue] = await Promise.all([
		readVersion(projectDir),
		loadLabs(join(projectDir, 'labs')),
		loadCatalogue(recipesDir),
	]);
	const views = labs.map(({ lab }): LabView => publicView(lab));
	const needs = labs.map(({ lab }) => ({ id: lab.id, bases: lab.bases.map(withTag) }));
	const health = new CourseHealth(version, needs, options.onHealth);
	const parts: CourseParts<Grader> = {
		labs: needs,
		openEngine: (onProgress, signal) => openEngine({ dataDir, env: environment.variables, onProgress, signal }),
		openJobs: (engine) => Grader.open({ engine, dataDir }),
		prepare: async (engine, wanted, onProgress, signal) => {
			const certificates = await hostExtraCertificates();
			const mode = options.offline ? 'offline' : 'auto';
			return prepareBases({ engine, catalogue, recipesDir, wanted, mode, dataDir, certificates, signal, onProgress });
		},
	};
	const course = new Course(parts, health, onFault);
	const work = new WorkStore(labs, options.workDir ?? dataDir);
	const runner = new JobRunner(onFault);
	const grader = async (lab: string) => whenReady(lab, health.health, course.jobs);
	const jobs = new LabJobs({ labs, work, runner, grader });
	return {
		dependencies: {
			version,
			labs: { list: () => views, find: (id) => views.find((view) => view.id === id) },
			work,
			jobs,
			sessions: readySessions(
				() => health.health,
				() => undefined,
			),
			health: () => health.health,
			onFault,
		},
		run: (signal) => course.run(signal),
		[Symbol.asyncDispose]: () => runner[Symbol.asyncDispose](),
	};
}

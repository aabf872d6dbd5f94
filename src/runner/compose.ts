/** The composition root: the one place where the real parts of the course meet. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { normaliseReference } from '#dockerfile/reference.ts';
import { loadCatalogue } from '#engine/bases/load-catalogue.ts';
import { attendPackages, newBases } from '#engine/bases/packages.ts';
import { prepareBases } from '#engine/bases/prepare.ts';
import { hostExtraCertificates } from '#engine/host-certificates.ts';
import { openEngine } from '#engine/open.ts';
import { labImages } from '#lab/lab-images.ts';
import { loadLabs } from '#lab/load.ts';
import { publicView } from '#lab/public-view.ts';
import type { BaseState, Health } from '#protocol/api.ts';
import type { LabView } from '#protocol/lab-view.ts';
import { Grader } from '#submission/grader.ts';
import { JobRunner } from '#submission/jobs.ts';
import { LabJobs } from '#submission/lab-jobs.ts';
import { WorkStore } from '#submission/work-store.ts';
import { Course, type CourseParts } from './course.ts';
import { CourseHealth } from './course-health.ts';
import type { AppDependencies } from './dependencies.ts';
import type { Environment } from './env.ts';
import { Prebuilds } from './prebuilds.ts';
import { isReady, whenReady } from './ready-grader.ts';
import { readySessions } from './ready-sessions.ts';
import { type OpenSessions, openSessions } from './sessions/open-sessions.ts';
import { WorkspaceImage, workspaceImage } from './sessions/workspace-image.ts';

export interface ComposeOptions {
	readonly projectDir: string;
	readonly dataDir: string;
	readonly environment: Environment;
	/** Folder for the learner's files and reports. Default: the data folder. */
	readonly workDir?: string | undefined;
	readonly offline: boolean;
	readonly onHealth: (health: Health) => void;
	readonly onFault: (error: unknown) => void;
	/** Origins that the course is opened under, once it listens. */
	readonly courseOrigins: () => readonly string[];
}

/** What runs on the engine that is there now. */
class OnEngine implements AsyncDisposable {
	readonly grader: Grader;
	readonly sessions: OpenSessions;
	readonly prebuilds: Prebuilds;

	readonly #onFault: (error: unknown) => void;

	constructor(grader: Grader, sessions: OpenSessions, prebuilds: Prebuilds, onFault: (error: unknown) => void) {
		this.grader = grader;
		this.sessions = sessions;
		this.prebuilds = prebuilds;
		this.#onFault = onFault;
	}

	/** What the sessions leave when the engine is gone is told, and does not keep the grader from its end. */
	async [Symbol.asyncDispose](): Promise<void> {
		await this.prebuilds[Symbol.asyncDispose]();
		await settled(this.sessions, this.#onFault);
		await this.grader[Symbol.asyncDispose]();
	}
}

export interface ComposedCourse extends AsyncDisposable {
	/** What the HTTP app needs from the course. */
	readonly dependencies: Pick<
		AppDependencies,
		'version' | 'labs' | 'work' | 'jobs' | 'prebuild' | 'sessions' | 'health' | 'onFault'
	>;
	/** Engine and bases, until `signal`. Never rejects. */
	run(signal: AbortSignal): Promise<void>;
}

async function settled(held: AsyncDisposable, onFault: (error: unknown) => void): Promise<void> {
	try {
		await held[Symbol.asyncDispose]();
	} catch (error) {
		onFault(error);
	}
}

const packageSchema = z.object({ version: z.string() });

async function readVersion(projectDir: string): Promise<string> {
	return packageSchema.parse(JSON.parse(await readFile(join(projectDir, 'package.json'), 'utf8'))).version;
}

/** `busybox` is `busybox:latest`, as a Dockerfile has it; the catalogue names each base with its tag. */
function familiar(base: string): string {
	const result = normaliseReference(base);
	return result.ok ? result.reference.familiar : base;
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
	const needs = labs.map(({ lab }) => ({ id: lab.id, bases: labImages(lab).map(familiar) }));
	/** Labs that somebody has opened. */
	const opened = new Set<string>();
	const health = new CourseHealth(version, needs, (now) => {
		beginPrebuilds();
		options.onHealth(now);
	});
	const work = new WorkStore(labs, options.workDir ?? dataDir);
	const image = new WorkspaceImage();
	const parts: CourseParts<OnEngine> = {
		// The first lab can be worked on before it has a terminal; the others wait for both.
		labs: [...needs.slice(0, 1), { id: 'terminal', bases: [workspaceImage] }, ...needs.slice(1)],
		openEngine: (onProgress, signal) => openEngine({ dataDir, env: environment.variables, onProgress, signal }),
		openJobs: async (engine) => {
			image.forget();
			const grader = await Grader.open({ engine, dataDir });
			try {
				const folder = join(dataDir, 'sessions');
				const filesOf = (lab: string) => work.of(lab);
				const { courseOrigins } = options;
				const request = { engine, folder, labs: needs, filesOf, image, courseOrigins, onFault };
				const prebuilds = new Prebuilds(async (id, signal) => {
					const lab = labs.find((each) => each.lab.id === id);
					if (lab !== undefined) await grader.prebuild({ lab, keepCache: true, signal });
				}, onFault);
				return new OnEngine(grader, await openSessions(request), prebuilds, onFault);
			} catch (error) {
				await grader[Symbol.asyncDispose]();
				throw error;
			}
		},
		prepare: async (engine, wanted, onStates, signal) => {
			const certificates = await hostExtraCertificates();
			const mode = options.offline ? 'offline' : 'auto';
			const onProgress = (states: readonly BaseState[]): void => {
				image.take(states);
				onStates(states);
			};
			const common = { engine, catalogue, recipesDir, wanted, mode, dataDir, certificates, signal } as const;
			try {
				const states = await prepareBases({ ...common, onProgress });
				await attendPackages({ engine, catalogue, recipesDir, references: newBases(states), signal });
				return states;
			} catch (error) {
				if (wanted.includes(workspaceImage)) image.ended(error);
				throw error;
			}
		},
	};
	const course = new Course(parts, health, onFault);
	const beginPrebuilds = (): void => {
		for (const lab of opened) if (isReady(lab, health.health)) course.jobs?.prebuilds.begin(lab);
	};
	const runner = new JobRunner(onFault);
	const grader = async (lab: string) => whenReady(lab, health.health, course.jobs?.grader);
	const settle = async (lab: string) => course.jobs?.sessions.settle(lab);
	const jobs = new LabJobs({ labs, work, runner, grader, settle });
	return {
		dependencies: {
			version,
			labs: { list: () => views, find: (id) => views.find((view) => view.id === id) },
			work,
			jobs,
			prebuild: (lab) => {
				opened.add(lab);
				beginPrebuilds();
			},
			sessions: readySessions(
				() => health.health,
				() => course.jobs?.sessions.shelf,
			),
			health: () => health.health,
			onFault,
		},
		run: (signal) => course.run(signal),
		[Symbol.asyncDispose]: () => runner[Symbol.asyncDispose](),
	};
}

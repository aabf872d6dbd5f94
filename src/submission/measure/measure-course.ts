/** `stagecraft measure`: reference builds of labs and experiments, built and measured for the numbers that lessons show. */
import { join } from 'node:path';
import type { Engine } from '#engine/engine.ts';
import type { Measure } from '#lab/experiment.ts';
import type { LoadedExperiment } from '#lab/experiments.ts';
import { hasProgram, type LoadedLab, solutionFiles, starterFiles, variants } from '#lab/lab-folder.ts';
import {
	type Measured,
	type MeasuredRun,
	type Measurement,
	measuredSchemaName,
	measurementSchema,
} from '#lab/measured.ts';
import { timedConditions } from '#lab/measurements-due.ts';
import { type LabFile, readFolder } from '#lab/read-folder.ts';
import { SubmissionDatabase } from '../database.ts';
import { AnalysisStore } from '../gather/analysis-store.ts';
import type { BaseFacts } from '../gather/base-facts.ts';
import { gatherBases } from '../gather/base-facts.ts';
import { TransferStore } from '../gather/transfer-store.ts';
import { type BuildSpec, buildSpec } from './build-spec.ts';
import { type Edit, MeasuredBuild } from './measured-build.ts';
import { MeasuringBench } from './measuring-bench.ts';

export interface MeasureRequest {
	readonly engine: Engine;
	readonly dataDir: string;
	/** The checkout, so that a number names its folder as a reader finds it. */
	readonly checkout: string;
	readonly labs: readonly LoadedLab[];
	readonly experiments: readonly LoadedExperiment[];
	/** What is measured already; what is measured now takes its place there. */
	readonly known: Measured;
	readonly now: Date;
	readonly onProgress: (name: string, step: string) => void;
	readonly signal: AbortSignal;
}

interface Task {
	/** Of the lab or experiment. */
	readonly name: string;
	readonly spec: BuildSpec;
	readonly measures: readonly { readonly id: string; readonly measure: Measure; readonly edit?: Edit }[];
}

const timed = (role: string, edit: Edit): Task['measures'] =>
	timedConditions.map((condition) => {
		const id = `${role}-${condition}`;
		const measure = { kind: 'build' as const, id, build: role, condition };
		return { id, measure, ...(condition === 'after-edit' && { edit }) };
	});

const imageOf = (id: string) => ({ id, measure: { kind: 'image' as const, id, build: id } });

async function labTasks(loaded: LoadedLab, checkout: string, platform: string): Promise<readonly Task[]> {
	// A learner's own app has no reference builds.
	if (!hasProgram(loaded)) return [];
	const { lab, dir } = loaded;
	const { before, after } = lab.images;
	const { file, value } = lab.marker;
	// As a learner who changes the source between two builds.
	const change = (bytes: Uint8Array) => Buffer.from(Buffer.from(bytes).toString('utf8').replaceAll(value, `${value}x`));
	const edit = { path: file, change };
	const spec = (folder: string, files: readonly LabFile[], { dockerfile, target }: typeof before) =>
		buildSpec({ checkout, dir: join(dir, folder), files, dockerfile, target, platform });
	const solution = await solutionFiles(loaded);
	const others = (await variants(loaded)).map(({ name, files }) => {
		const own = new Set(files.map(({ path }) => path));
		const whole = [...solution.filter(({ path }) => !own.has(path)), ...files];
		return { name: lab.id, spec: spec(`variants/${name}`, whole, after), measures: [imageOf(name)] };
	});
	return [
		{
			name: lab.id,
			spec: spec('starter', await starterFiles(loaded), before),
			measures: [imageOf('before'), ...timed('before', edit)],
		},
		{ name: lab.id, spec: spec('solution', solution, after), measures: [imageOf('after'), ...timed('after', edit)] },
		...others,
	];
}

async function experimentTasks(
	{ experiment, dir }: LoadedExperiment,
	checkout: string,
	platform: string,
): Promise<readonly Task[]> {
	// The description beside it is no part of a build.
	const folder = join(dir, 'files');
	const files = await readFolder(folder);
	return experiment.builds.map((build) => ({
		name: experiment.id,
		spec: buildSpec({ checkout, dir: folder, files, platform, ...build }),
		measures: experiment.measures
			.filter((measure) => measure.build === build.id)
			.map((measure) => ({ id: measure.id, measure, ...editOf(measure, build.context) })),
	}));
}

function editOf(measure: Measure, context: string): { readonly edit?: Edit } {
	if (measure.kind !== 'build' || measure.edit === undefined) return {};
	const { file, append } = measure.edit;
	const prefix = context === '.' ? '' : `${context}/`;
	const path = file.startsWith(prefix) ? file.slice(prefix.length) : file;
	return { edit: { path, change: (bytes) => Buffer.concat([bytes, Buffer.from(append)]) } };
}

/**
 * Measures and gives the whole record, to be written where pages read it. Builds run one after the other, since their times
 * are measured. Throws UserError `build-failed`, `cancelled`.
 */
export async function measureCourse(request: MeasureRequest): Promise<Measured> {
	const { engine, dataDir, checkout, signal, now } = request;
	const { platform } = engine.facts;
	using database = new SubmissionDatabase(dataDir);
	const stores = { analyses: new AnalysisStore(join(dataDir, 'analyses')), transfers: new TransferStore(database) };
	const tasks = [
		...(await Promise.all(request.labs.map((lab) => labTasks(lab, checkout, platform)))).flat(),
		...(await Promise.all(request.experiments.map((each) => experimentTasks(each, checkout, platform)))).flat(),
	];
	await using bench = await MeasuringBench.open(engine, database.dataId, signal);
	const run = { id: `${now.toISOString().slice(0, 10)}-${bench.id.slice(0, 6)}`, bases: new Map<string, RunBase>() };
	const found: Measurement[] = [];
	for (const { name, spec, measures } of tasks) {
		signal.throwIfAborted();
		for (const base of await basesOf(engine, spec, signal)) run.bases.set(base.reference, base);
		const build = new MeasuredBuild(spec, bench, stores, signal);
		for (const { id, measure, edit } of measures) {
			request.onProgress(`${name}/${id}`, measure.kind === 'build' ? 'building' : 'measuring');
			const numbers = await build.measure(measure, edit);
			const built = {
				folder: spec.folder,
				dockerfile: spec.dockerfile,
				...(spec.target !== undefined && { target: spec.target }),
				bases: spec.bases.map(({ written }) => written),
			};
			found.push(measurementSchema.parse({ ...numbers, id: `${name}/${id}`, run: run.id, built }));
		}
	}
	const { kind, version, store, cpus } = engine.facts;
	const facts: MeasuredRun = {
		id: run.id,
		measuredAt: now.toISOString(),
		engine: { kind, version, store, platform },
		processors: cpus,
		bases: [...run.bases.values()].sort((a, b) => (a.reference < b.reference ? -1 : 1)),
	};
	return merged(request.known, facts, found);
}

type RunBase = MeasuredRun['bases'][number];

async function basesOf(engine: Engine, spec: BuildSpec, signal: AbortSignal): Promise<readonly RunBase[]> {
	const { report }: BaseFacts = await gatherBases(engine, spec.analysis, signal);
	return report.map(({ reference, origin, id }) => ({ reference, origin, id }));
}

/** What was measured now replaces what was measured under the same name; runs that nothing refers to go. */
function merged(known: Measured, run: MeasuredRun, found: readonly Measurement[]): Measured {
	const fresh = new Set(found.map(({ id }) => id));
	const kept = known.measurements.filter(({ id }) => !fresh.has(id));
	const runs = known.runs.filter(({ id }) => kept.some((measurement) => measurement.run === id));
	return {
		schema: measuredSchemaName,
		runs: found.length === 0 ? runs : [...runs, run],
		measurements: [...kept, ...found].sort((a, b) => (a.id < b.id ? -1 : 1)),
	};
}

/**
 * What an experiment is: a small build, or a few that differ in one thing, with what to measure and what to expect.
 * `labs/experiments/<id>/experiment.ts` is `export const experiment = defineExperiment({…})`; what is built lies in `files/`
 * beside it, so that the description is never part of a build.
 */
import { z } from 'zod';
import { expectationMeasures, expectationSchema } from './expectation.ts';

const idSchema = z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and dashes');

const buildSchema = z.strictObject({
	id: idSchema,
	title: z.string().describe('What is special about this build, in a few words'),
	dockerfile: z.string().default('Dockerfile'),
	context: z.string().default('.').describe('Folder whose files the build may copy, relative to `files/`'),
	target: z.string().optional().describe('Stage that becomes the image; default: the last one'),
	secrets: z.array(z.strictObject({ id: z.string(), file: z.string().describe('Relative to `files/`') })).default([]),
});

const measure = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
	z.strictObject({ kind: z.literal(kind), id: idSchema, build: idSchema, ...shape });

/** What is measured of a build. The result of each is the measurement `<experiment>/<measure>` of `measured.ts`. */
export const measureSchema = z.discriminatedUnion('kind', [
	measure('image', {}),
	measure('build', {
		condition: z
			.enum(['first', 'again', 'after-edit'])
			.describe('`first`: no cache; `again`: at once a second time; `after-edit`: `first`, then the edit, then timed'),
		edit: z.strictObject({ file: z.string(), append: z.string().describe('Added to the end of the file') }).optional(),
	}),
	measure('run', {
		args: z.array(z.string()).default([]),
		entrypoint: z.string().optional(),
		stdin: z.string().default(''),
		times: z.int().min(1).max(50).default(1).describe('Runs; the median of their times is kept'),
	}),
	measure('stop', { graceSeconds: z.number().positive().default(10) }),
	measure('paths', {
		paths: z.array(z.string().startsWith('/')).min(1).describe('Looked for in the final file tree, links followed'),
	}),
	measure('layer-file', {
		path: z.string().startsWith('/').describe('Looked for in each layer, whether a later one hides it or not'),
	}),
	measure('history-text', { text: z.string().describe('Looked for in the history and configuration of the image') }),
]);
export type Measure = z.infer<typeof measureSchema>;

const stepSchema = z.strictObject({
	id: idSchema,
	title: z.string(),
	command: z.string().describe('One command line, as a learner types it in `files/`'),
	exitCode: z
		.union([z.int(), z.literal('failed')])
		.default(0)
		.describe('`failed`: any but 0, where engines differ in the number'),
	shows: z.array(z.string()).default([]).describe('Regular expressions, each of which fits the output'),
	refused: z
		.string()
		.optional()
		.describe('What a session of the course says instead, where it does not allow what an engine of one’s own does'),
});
export type ExperimentStep = z.infer<typeof stepSchema>;

const shape = z.strictObject({
	id: idSchema,
	title: z.string(),
	question: z.string().describe('What the experiment finds out, as one question'),
	bases: z.array(z.string()).min(1).describe('References that the Dockerfiles start from or copy from'),
	needsNetwork: z.boolean().default(false).describe('Whether a build fetches packages'),
	builds: z.array(buildSchema).min(1),
	measures: z.array(measureSchema).min(1),
	expect: z.array(expectationSchema).min(1),
	steps: z.array(stepSchema).min(1),
});

export const experimentSchema = shape.superRefine((experiment, context) => {
	for (const message of danglingNames(experiment)) context.addIssue({ code: 'custom', message });
});

export type ExperimentInput = z.input<typeof experimentSchema>;
export type Experiment = z.infer<typeof experimentSchema>;

/** One sentence for each name that leads nowhere or is taken twice. */
function danglingNames({ builds, measures, expect, steps }: z.infer<typeof shape>): readonly string[] {
	const buildIds = builds.map(({ id }) => id);
	const measureIds = measures.map(({ id }) => id);
	return [
		...doubles(buildIds).map((id) => `there are two builds "${id}"`),
		...doubles(measureIds).map((id) => `there are two measures "${id}"`),
		...doubles(steps.map(({ id }) => id)).map((id) => `there are two steps "${id}"`),
		...measures
			.filter(({ build }) => !buildIds.includes(build))
			.map(({ id, build }) => `measure "${id}" names the build "${build}", which is not there`),
		...measures
			.filter((each) => each.kind === 'build' && (each.condition === 'after-edit') !== (each.edit !== undefined))
			.map(({ id }) => `measure "${id}" needs an edit exactly when it is measured after one`),
		...expect
			.flatMap(expectationMeasures)
			.filter((id) => !measureIds.includes(id))
			.map((id) => `an expectation names the measure "${id}", which is not there`),
	];
}

const doubles = (ids: readonly string[]) => ids.filter((id, index) => ids.indexOf(id) !== index);

/** Validates an experiment. Throws z.ZodError. */
export function defineExperiment(input: ExperimentInput): Experiment {
	return experimentSchema.parse(input);
}

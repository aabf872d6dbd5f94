/**
 * Measured numbers as they lie in `labs/measured.json`. Pages show numbers from there and from nowhere else, each with
 * the run that it comes from. A measurement is named `<lab or experiment>/<measure>`, e.g. `go/before`.
 */
import { z } from 'zod';

export const measuredSchemaName = 'stagecraft.measured/1';

const bytes = z.int().nonnegative();
const milliseconds = z.int().nonnegative();

export const measurementIdSchema = z
	.string()
	.regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/, 'two names with a slash between them, such as go/before');

/** One time that somebody ran the measuring command. */
const runSchema = z.strictObject({
	id: z.string(),
	measuredAt: z.iso.datetime(),
	engine: z.strictObject({
		kind: z.enum(['external', 'managed']),
		version: z.string(),
		store: z.enum(['classic', 'containerd']),
		platform: z.string().describe('e.g. `linux/amd64`'),
	}),
	processors: z.int().positive(),
	bases: z.array(
		z.strictObject({
			reference: z.string().describe('As a Dockerfile names it'),
			origin: z
				.enum(['offline', 'registry', 'user', 'unknown'])
				.describe('offline: made from packages; registry: pulled; user: was there already'),
			id: z.string().optional().describe('`sha256:…` as the engine names it'),
		}),
	),
});
export type MeasuredRun = z.infer<typeof runSchema>;

const builtSchema = z.strictObject({
	folder: z.string().describe('Relative to the checkout, e.g. `labs/go/starter`'),
	dockerfile: z.string(),
	target: z.string().optional(),
	bases: z.array(z.string()).describe('References, each of them in the list of the run'),
});

const measurement = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
	z.strictObject({
		kind: z.literal(kind),
		id: measurementIdSchema,
		run: z.string().describe('Id of the run'),
		built: builtSchema,
		...shape,
	});

const stepTimeSchema = z.strictObject({
	name: z.string().describe('As the engine tells it, e.g. `[build 3/4] RUN go build`'),
	cached: z.boolean(),
	startedMs: milliseconds.describe('After the start of the build'),
	milliseconds,
});

export const measurementSchema = z.discriminatedUnion('kind', [
	measurement('image', {
		unpacked: bytes.describe('Sum of the sizes of all entries in the layer tars'),
		transfer: bytes.describe('Sum of the gzip sizes of the layers'),
		engine: bytes.describe('What the engine reports'),
		layers: z.array(z.strictObject({ instruction: z.string(), bytes, fromBase: z.boolean() })),
		files: z.int().nonnegative(),
		executables: z.int().nonnegative(),
		setuid: z.int().nonnegative().describe('Files that run with the rights of their owner or group'),
		packages: z.int().nonnegative().describe('Packages of the distribution, as its own records list them'),
		shells: z.array(z.string()),
		packageManagers: z.array(z.string()),
		buildTools: z.array(z.string()),
	}),
	measurement('build', { milliseconds, contextBytes: bytes, steps: z.array(stepTimeSchema) }),
	measurement('run', {
		exitCode: z.int(),
		stdout: z.string().max(4000),
		stderr: z.string().max(4000),
		milliseconds: milliseconds.describe('From starting the container to its end; the median of all runs'),
	}),
	measurement('stop', { exitCode: z.int(), milliseconds }),
	measurement('paths', { present: z.record(z.string(), z.boolean()) }),
	measurement('layer-file', {
		layers: z.int().nonnegative().describe('How many layers hold the file'),
		visible: z.boolean().describe('Whether a container sees it'),
	}),
	measurement('history-text', { found: z.boolean() }),
]);
export type Measurement = z.infer<typeof measurementSchema>;
export type MeasurementOf<Kind extends Measurement['kind']> = Extract<Measurement, { kind: Kind }>;

export const measuredSchema = z
	.strictObject({
		schema: z.literal(measuredSchemaName),
		runs: z.array(runSchema),
		measurements: z.array(measurementSchema),
	})
	.superRefine(({ runs, measurements }, context) => {
		const ids = measurements.map(({ id }) => id);
		for (const id of ids.filter((each, index) => ids.indexOf(each) !== index)) {
			context.addIssue({ code: 'custom', message: `"${id}" is measured twice` });
		}
		for (const { id, run, built } of measurements) {
			const origin = runs.find((each) => each.id === run);
			const known = origin?.bases.map(({ reference }) => reference) ?? [];
			const missing = built.bases.filter((reference) => !known.includes(reference));
			if (origin === undefined) context.addIssue({ code: 'custom', message: `"${id}" names no run of the file` });
			else if (missing.length > 0) {
				context.addIssue({ code: 'custom', message: `"${id}" stands on ${missing.join(', ')}, not told by its run` });
			}
		}
	});
export type Measured = z.infer<typeof measuredSchema>;

/**
 * What `stagecraft grade --format json` prints: stable, for scripts and other graders. Every field is always there; what
 * does not apply is null.
 */
import { z } from 'zod';
import { adviceSchema, checkStatusSchema } from './report.ts';

const fileImageSchema = z.strictObject({
	tag: z.string().describe('The name that the lesson gives to the image'),
	id: z.string().nullable().describe('`sha256:…` as the engine names it'),
	unpackedBytes: z.int().nonnegative().describe('Sum of the sizes of all entries in the layer tars'),
	transferBytes: z.int().nonnegative().describe('Sum of the gzip sizes of the layers'),
	engineBytes: z.int().nonnegative().describe('What the engine reports'),
	layers: z.array(
		z.strictObject({
			instruction: z.string().describe('As the history of the image tells it'),
			line: z.int().positive().nullable().describe('First line of the instruction in its Dockerfile'),
			bytes: z.int().nonnegative().describe('Unpacked bytes of the layer'),
			base: z.boolean().describe('The layer comes from the base image'),
		}),
	),
});

const fileCheckSchema = z.strictObject({
	id: z.string(),
	kind: z.string(),
	title: z.string(),
	status: checkStatusSchema,
	points: z.number().nonnegative(),
	maxPoints: z.number().nonnegative(),
	expected: z.string(),
	actual: z.string(),
	rationale: z.string(),
	hint: z.string(),
	file: z.string().nullable(),
	line: z.int().positive().nullable(),
	dependsOn: z.array(z.string()),
});

const fileAdviceSchema = z.strictObject({
	...adviceSchema.omit({ endLine: true }).shape,
	file: z.string().nullable(),
	line: z.int().positive().nullable(),
});

export const fileReportSchema = z.strictObject({
	submission: z.string().describe('Folder or learner name'),
	learner: z
		.strictObject({ name: z.string(), id: z.string().nullable() })
		.nullable()
		.describe('Who handed it in, as the learning platform names and numbers them'),
	submissionHash: z.string().describe('sha256 over names, modes and contents of the files graded'),
	outcome: z.enum(['graded', 'ungradable']).describe('`ungradable`: a fault of the grader; the score means nothing'),
	problem: z
		.strictObject({ code: z.string(), message: z.string(), hint: z.string() })
		.nullable()
		.describe('Why it is ungradable'),
	score: z.number().nonnegative(),
	maxScore: z.number().positive(),
	checks: z.array(fileCheckSchema),
	advice: z.array(fileAdviceSchema).describe('Beyond points, the most urgent first'),
	images: z.strictObject({ before: fileImageSchema.nullable(), after: fileImageSchema.nullable() }),
	ratio: z.number().positive().nullable().describe('Unpacked size of before divided by that of after'),
	par: z.string().nullable().describe('Name of the best par band that the size reaches'),
	engine: z.strictObject({ version: z.string(), store: z.string(), platform: z.string() }).nullable(),
	bases: z
		.record(
			z.string(),
			z.strictObject({ id: z.string().nullable(), origin: z.enum(['pulled', 'debian-packages', 'local']) }),
		)
		.describe('The images that the builds started from, by reference'),
	notes: z.array(z.string()),
	startedAt: z.iso.datetime(),
	durationMs: z.int().nonnegative(),
});
export type FileReport = z.infer<typeof fileReportSchema>;

export const reportsFileSchema = z.strictObject({
	schema: z.literal('stagecraft.reports/1'),
	lab: z.string().describe('Id of the lab'),
	reports: z.array(fileReportSchema),
});
export type ReportsFile = z.infer<typeof reportsFileSchema>;

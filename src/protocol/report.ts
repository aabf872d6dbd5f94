/** The outcome of all checks of one lab for one learner, as it crosses a wire and lies on a disk. */
import { z } from 'zod';

/** The five groups of checks, in the order in which they depend on each other. */
export const checkGroups = ['builds', 'works', 'small', 'safe', 'explained'] as const;
export const checkGroupSchema = z.enum(checkGroups);
export type CheckGroup = z.infer<typeof checkGroupSchema>;

export const checkStatusSchema = z
	.enum(['pass', 'fail', 'skip', 'error'])
	.describe('`skip`: a check it depends on did not pass. `error`: a fault of ours, costs no points.');
export type CheckStatus = z.infer<typeof checkStatusSchema>;

export const checkResultSchema = z.strictObject({
	id: z.string().describe('Id of the check within its lab, e.g. `multi-stage`'),
	kind: z.string().describe('Kind of the check; the same in every lab'),
	title: z.string().describe('What was checked, in plain words'),
	group: checkGroupSchema,
	status: checkStatusSchema,
	points: z.number().nonnegative().describe('Points given'),
	maxPoints: z.number().nonnegative(),
	expected: z.string().describe('What should be so'),
	actual: z.string().describe('What is so'),
	rationale: z.string().describe('Why it matters'),
	hint: z.string().describe('The next step; empty only on a pass'),
	file: z.string().optional().describe('File of the submission that the result points to'),
	line: z.int().positive().optional().describe('First line in that file, 1-based'),
	endLine: z.int().positive().optional().describe('Last line in that file, 1-based'),
	dependsOn: z.array(z.string()).describe('Ids of checks that must pass first'),
});
export type CheckResult = z.infer<typeof checkResultSchema>;

/** How urgent a piece of advice is, the most urgent first. */
export const adviceLevels = ['essential', 'actionable', 'informative', 'celebratory'] as const;

export const adviceSchema = z.strictObject({
	id: z.string().describe('The same in every lab, e.g. `package-lists-left`'),
	level: z
		.enum(adviceLevels)
		.describe('essential: mend it; actionable: worth a change; informative: good to know; celebratory: well done'),
	message: z.string().describe('What is so'),
	hint: z.string().describe('The next step; empty when it is celebratory'),
	file: z.string().optional().describe('File of the submission that it points to'),
	line: z.int().positive().optional().describe('First line in that file, 1-based'),
	endLine: z.int().positive().optional().describe('Last line in that file, 1-based'),
	hadolint: z.array(z.string()).describe('Rules of hadolint that find the same, e.g. `DL3009`'),
	buildCheck: z
		.array(z.string())
		.describe('Checks of `docker build --check` that find the same, e.g. `StageNameCasing`'),
});
export type Advice = z.infer<typeof adviceSchema>;

export const imageSizesSchema = z.strictObject({
	unpacked: z.int().nonnegative().describe('Bytes: sum of the sizes of all entries in the layer tars'),
	transfer: z.int().nonnegative().describe('Bytes: sum of the gzip sizes of the layers'),
	engine: z.int().nonnegative().describe('Bytes: what the engine reports'),
});
export type ImageSizes = z.infer<typeof imageSizesSchema>;

export const reportLayerSchema = z.strictObject({
	instruction: z.string().describe('The instruction that made the layer, as the history tells it'),
	line: z.int().positive().optional().describe('Its first line in the Dockerfile; absent for layers of the base'),
	bytes: z.int().nonnegative().describe('Unpacked bytes of the layer'),
	fromBase: z.boolean(),
});

export const reportImageSchema = z.strictObject({
	role: z.enum(['before', 'after']),
	tag: z.string().describe('The name that the lesson gives to the image'),
	id: z.string().optional().describe('`sha256:…` as the engine names it'),
	sizes: imageSizesSchema,
	layers: z.array(reportLayerSchema),
});
export type ReportImage = z.infer<typeof reportImageSchema>;

export const reportBaseSchema = z.strictObject({
	reference: z.string().describe('As a Dockerfile names it, e.g. `golang:1.27`'),
	origin: z
		.enum(['offline', 'registry', 'user', 'unknown'])
		.describe('offline: made here from packages; registry: pulled by us; user: was there already'),
	unpacked: z.int().nonnegative().optional(),
	id: z.string().optional().describe('`sha256:…` as the engine names it'),
});

export const reportEngineSchema = z.strictObject({
	kind: z.enum(['external', 'managed']),
	version: z.string(),
	store: z.enum(['classic', 'containerd']),
	platform: z.string(),
});

export const reportSchema = z.strictObject({
	version: z.literal(1),
	lab: z.strictObject({ id: z.string(), title: z.string() }),
	submission: z.strictObject({
		name: z.string().describe('Folder or learner name'),
		learner: z
			.strictObject({ name: z.string(), id: z.string().optional() })
			.optional()
			.describe('Who handed it in, as the learning platform names and numbers them'),
		hash: z.string().describe('sha256 over names, modes and contents of the files graded'),
		files: z.int().nonnegative(),
		bytes: z.int().nonnegative(),
	}),
	status: z.enum(['graded', 'ungradable']).describe('`ungradable`: a fault of ours; not zero points'),
	fault: z.string().optional().describe('What went wrong on our side, when ungradable'),
	score: z.number().nonnegative(),
	maxScore: z.number().positive(),
	checks: z.array(checkResultSchema),
	advice: z
		.array(adviceSchema)
		.default([])
		.describe('Beyond points, one entry an id; reports kept by earlier versions have none'),
	images: z.array(reportImageSchema),
	ratio: z.number().positive().optional().describe('Unpacked size of before divided by that of after'),
	par: z.string().optional().describe('Name of the best par band that the size reaches'),
	bases: z.array(reportBaseSchema),
	notes: z.array(z.string()).describe('Things to know that cost nothing, e.g. a `# syntax=` line that was ignored'),
	engine: reportEngineSchema.optional(),
	startedAt: z.iso.datetime(),
	milliseconds: z.int().nonnegative(),
});
export type Report = z.infer<typeof reportSchema>;

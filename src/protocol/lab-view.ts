/** What the page may know about a lab: everything that a learner is told, no hidden check, no solution. */
import { z } from 'zod';
import { checkGroupSchema } from './report.ts';

const imageViewSchema = z.strictObject({
	tag: z.string().describe('The name that the lesson gives to the image'),
	dockerfile: z.string().describe('Path of its Dockerfile among the lab’s files'),
	from: z.enum(['starter', 'submission']).describe('`starter`: the lab’s own files, `submission`: the learner’s'),
});

export const labViewSchema = z.strictObject({
	id: z.string(),
	title: z.string(),
	summary: z.string(),
	bases: z.array(z.string()).describe('References that a Dockerfile of this lab may start from'),
	files: z.array(
		z.strictObject({
			path: z.string(),
			role: z.enum(['dockerfile', 'source', 'test', 'document', 'ignore']),
			editable: z.boolean(),
			required: z.boolean(),
		}),
	),
	images: z.strictObject({ before: imageViewSchema, after: imageViewSchema }),
	steps: z.array(z.strictObject({ id: z.string(), title: z.string(), command: z.string() })),
	checks: z.array(
		z.strictObject({ id: z.string(), title: z.string(), group: checkGroupSchema, maxPoints: z.number().nonnegative() }),
	),
	hiddenChecks: z.int().nonnegative().describe('How many more checks there are'),
	maxScore: z.number().positive(),
	par: z.array(z.strictObject({ name: z.string(), maxBytes: z.int().positive(), note: z.string() })),
});
export type LabView = z.infer<typeof labViewSchema>;

export const labListSchema = z.strictObject({
	labs: z.array(z.strictObject({ id: z.string(), title: z.string(), summary: z.string() })),
});

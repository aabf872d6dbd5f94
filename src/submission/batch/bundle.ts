/** What a submission bundle holds besides the files. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { LoadedLab } from '#lab/lab-folder.ts';
import { reportSchema } from '#protocol/report.ts';

/** Name of the description inside a bundle, and of the folder with the graded files. */
export const descriptionName = 'bundle.json';
export const filesFolder = 'files';

export const bundleSchema = z.strictObject({
	schema: z.literal('stagecraft.bundle/1'),
	lab: z.strictObject({
		id: z.string(),
		hash: z.string().describe('sha256 over what the lab asks for: another one may give other statuses'),
	}),
	hash: z.string().describe('sha256 over names, modes and contents of the files, as in the report'),
	policy: z.strictObject({
		substitutes: z.array(z.strictObject({ from: z.string(), to: z.string() })),
		allowed: z.array(z.string()),
	}),
	report: reportSchema.describe('With the engine and the bases that it was graded on'),
});
export type Bundle = z.infer<typeof bundleSchema>;

/** sha256 over the definition of a lab, functions included. The starter counts by its bases and tag alone. */
export function labHash({ lab }: LoadedLab): string {
	const text = JSON.stringify(lab, (_, value: unknown) => (typeof value === 'function' ? String(value) : value));
	return createHash('sha256').update(text).digest('hex');
}

/** The data of figures, as it lies in `content/figures/<id>.json`: pages draw it, and give it as a table too. */
import { z } from 'zod';

/** What fits on a mark in the widest drawing with three columns, and on a phone. */
const longestMark = 24;
const markText = z.string().min(1).max(longestMark);

const itemKindSchema = z
	.enum(['base', 'own', 'copied', 'left', 'cached', 'again'])
	.describe('left: stays behind in its stage; cached: not run again; again: run again');

const itemSchema = z.strictObject({
	text: markText,
	kind: itemKindSchema,
	from: z.string().optional().describe('Name of the stage that it is copied from'),
});
export type StageItem = z.infer<typeof itemSchema>;

const stageSchema = z.strictObject({
	name: markText,
	base: markText.optional().describe('What it starts from'),
	state: z.enum(['built', 'final', 'skipped']),
	items: z.array(itemSchema),
});
export type StageData = z.infer<typeof stageSchema>;

const common = {
	title: z.string(),
	caption: z.string().describe('What to see in it, in one or two sentences'),
};

const stagesSchema = z
	.strictObject({
		kind: z.literal('stages'),
		...common,
		dockerfile: z
			.string()
			.optional()
			.describe('The file that it draws, relative to the checkout; tests compare the two'),
		target: z.string().optional().describe('The stage of that file that becomes the image; default: the last'),
		stages: z.array(stageSchema).min(1),
	})
	.refine(
		({ stages }) =>
			stages.flatMap(({ items }) => items).every(({ kind, from }) => (kind === 'copied') === (from !== undefined)),
		{
			error: 'an item is copied exactly when it says from where',
		},
	)
	.refine(({ stages }) => copiesGoForward(stages), { error: 'a copy comes from an earlier stage of the figure' });

function copiesGoForward(stages: readonly StageData[]): boolean {
	return stages.every(({ items }, index) => {
		const earlier = stages.slice(0, index).map(({ name }) => name);
		return items.every(({ from }) => from === undefined || earlier.includes(from));
	});
}

const layersSchema = z.strictObject({
	kind: z.literal('layers'),
	...common,
	layers: z
		.array(
			z.strictObject({
				text: z.string().max(36),
				madeBy: z.string().max(30),
				kind: z.enum(['description', 'base', 'own', 'hidden', 'marker']),
			}),
		)
		.min(2)
		.describe('From the top down'),
});

const barsSchema = z.strictObject({
	kind: z.literal('bars'),
	...common,
	by: z.enum(['unpacked', 'transfer', 'milliseconds', 'contextBytes', 'executables', 'packages', 'setuid']),
	rows: z.array(z.strictObject({ label: z.string().max(44), of: z.string().describe('Id of a measurement') })).min(1),
});

export const figureSchema = z.discriminatedUnion('kind', [stagesSchema, layersSchema, barsSchema]);
export type FigureData = z.infer<typeof figureSchema>;
export type StagesFigureData = z.infer<typeof stagesSchema>;
export type LayersFigureData = z.infer<typeof layersSchema>;
export type BarsFigureData = z.infer<typeof barsSchema>;

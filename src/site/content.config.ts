import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';

const lessons = defineCollection({
	loader: glob({ base: './content', pattern: '*/*.mdx' }),
	schema: z.strictObject({
		title: z.string(),
		description: z.string(),
		lab: z.string().optional(),
		goals: z.array(z.string()).min(1),
	}),
});
const parts = defineCollection({
	loader: glob({ base: './content', pattern: '*/part.json' }),
	schema: z.strictObject({ title: z.string(), summary: z.string() }),
});

export const collections = { lessons, parts };

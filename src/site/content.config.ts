import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { locales, sourceLocale } from './text/locales.ts';

const lessonWords = {
	title: z.string(),
	description: z.string(),
	goals: z.array(z.string()).min(1),
};
const partWords = z.strictObject({ title: z.string(), summary: z.string() });

/** In a folder for each language but the source, whose texts lie in none. */
const inTranslations = (pattern: string) =>
	locales.filter((locale) => locale !== sourceLocale).map((locale) => `${locale}/${pattern}`);

const lessons = defineCollection({
	loader: glob({ base: './content', pattern: '*/*.mdx' }),
	schema: z.strictObject({ ...lessonWords, lab: z.string().optional() }),
});
/** Which lab a lesson has is said once, in the source. */
const translations = defineCollection({
	loader: glob({ base: './content', pattern: inTranslations('*/*.mdx') }),
	schema: z.strictObject(lessonWords),
});
const parts = defineCollection({
	loader: glob({ base: './content', pattern: '*/part.json' }),
	schema: partWords,
});
const translatedParts = defineCollection({
	loader: glob({ base: './content', pattern: inTranslations('*/part.json') }),
	schema: partWords,
});

export const collections = { lessons, translations, parts, translatedParts };

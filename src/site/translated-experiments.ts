/** What an experiment says, in the words of a language: from `content/<locale>/experiments/<id>.json`, or as its own file has it. */
import { findExperiment } from './experiments.ts';
import { type ExperimentWords, experimentWordsSchema } from './text/experiment-words.ts';
import { type Locale, sourceLocale } from './text/locales.ts';

const translations = new Map(
	Object.entries(import.meta.glob<{ default: unknown }>('/content/*/experiments/*.json', { eager: true })).map(
		([path, { default: data }]) => [
			path.replace(/^\/content\/|\.json$/g, '').replace('/experiments/', ' '),
			experimentWordsSchema.parse(data),
		],
	),
);

/** Throws for an unknown id, as `findExperiment`. */
export function experimentWords(id: string, locale: Locale): ExperimentWords & { readonly locale: Locale } {
	const found = translations.get(`${locale} ${id}`);
	if (found !== undefined) return { ...found, locale };
	const { title, question, expect } = findExperiment(id);
	return { title, question, says: [...new Set(expect.map(({ says }) => says))], locale: sourceLocale };
}

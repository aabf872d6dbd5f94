import { type Locale, sourceLocale } from '../text/locales.ts';
import { type FigureData, figureSchema } from './figure-data.ts';

/** By language and id. */
const figures = new Map(
	Object.entries(
		import.meta.glob<{ default: unknown }>(['/content/figures/*.json', '/content/*/figures/*.json'], { eager: true }),
	).map(([path, { default: data }]) => {
		const [, locale = sourceLocale, id = ''] = /^\/content(?:\/([^/]+))?\/figures\/(.+)\.json$/.exec(path) ?? [];
		return [`${locale} ${id}`, data] as const;
	}),
);

/** Throws for an unknown id or for data that does not fit, so that a lesson with a wrong figure does not build. */
export function findFigure(id: string, locale: Locale): FigureData {
	const data = figures.get(`${locale} ${id}`);
	if (data === undefined) throw new Error(`no figure "${id}" in the language "${locale}"`);
	return figureSchema.parse(data);
}

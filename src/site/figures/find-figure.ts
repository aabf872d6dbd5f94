import { type FigureData, figureSchema } from './figure-data.ts';

const figures = new Map(
	Object.entries(import.meta.glob<{ default: unknown }>('/content/figures/*.json', { eager: true })).map(
		([path, { default: data }]) => [path.replace(/^.*\/|\.json$/g, ''), data] as const,
	),
);

/** Throws for an unknown id or for data that does not fit, so that a lesson with a wrong figure does not build. */
export function findFigure(id: string): FigureData {
	const data = figures.get(id);
	if (data === undefined) throw new Error(`no figure "${id}" in content/figures/`);
	return figureSchema.parse(data);
}

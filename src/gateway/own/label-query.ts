import type { Labels } from '#engine/engine.ts';

/** Filters of a list or of events, as the engine's API takes them. */
export type Filters = Readonly<Record<string, readonly string[]>>;

/** The `label` filter that all these labels pass. */
export function labelTerms(labels: Labels): readonly string[] {
	return Object.entries(labels).map(([name, value]) => `${name}=${value}`);
}

/** The value of a `filters` parameter. */
export function filtersText(filters: Filters): string {
	return JSON.stringify(filters);
}

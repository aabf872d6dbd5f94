import type { Labels } from '../engine.ts';

/** The value of the API's `filters` parameter that selects what carries all these labels; undefined selects all. */
export function labelFilter(labels: Labels): string | undefined {
	const wanted = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
	return wanted.length === 0 ? undefined : JSON.stringify({ label: wanted });
}

/** What parameters of a query look like. Each comes as text, and goes on as what it was read as. */
import { z } from 'zod';
import { badRequest } from './refusal.ts';

/** As the engine reads it: https://pkg.go.dev/github.com/docker/docker/api/server/httputils#BoolValue */
export const flag = z
	.string()
	.transform((text) => !['', '0', 'no', 'false', 'none'].includes(text.trim().toLowerCase()))
	.optional();

export const text = z.string().max(4_096).optional();

export const number = z
	.string()
	.regex(/^-?\d{1,12}$|^$/, 'a whole number')
	.transform((digits) => (digits === '' ? undefined : Number(digits)))
	.optional();

/** Seconds since 1970 with a fraction, or a point in time. */
export const time = z
	.string()
	.regex(/^[\w.:+-]{0,64}$/, 'a point in time')
	.optional();

/** Filters: `{"label":{"a":true}}`, or `{"label":["a"]}` of older tools. */
export const filters = z.string().max(16_384).transform(parseFilters).optional();

export type FilterMap = ReadonlyMap<string, readonly string[]>;

/** Values in all filters of one request. */
const valueCount = 100;

function parseFilters(json: string): FilterMap {
	if (json === '') return new Map();
	let parsed: unknown;
	try {
		parsed = JSON.parse(json);
	} catch {
		throw badRequest('The filters are not JSON.');
	}
	if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
		throw badRequest('The filters are no JSON object.');
	const map = new Map<string, readonly string[]>();
	for (const [name, values] of Object.entries(parsed)) {
		const list: readonly unknown[] = Array.isArray(values) ? values : Object.keys(Object(values));
		if (list.length > valueCount || !list.every((value) => typeof value === 'string'))
			throw badRequest(`invalid values of the filter "${name.slice(0, 60)}"`);
		map.set(name, list as readonly string[]);
	}
	return map;
}

/** @throws Refusal naming a filter that is not in the list. */
export function onlyFilters(given: FilterMap | undefined, known: readonly string[]): FilterMap {
	const unknown = [...(given?.keys() ?? [])].find((name) => !known.includes(name));
	if (unknown !== undefined) throw badRequest(`This session does not know the filter "${unknown.slice(0, 60)}".`);
	return given ?? new Map();
}

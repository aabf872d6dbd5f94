import type { Labels } from '#engine/engine.ts';
import { isOwnLabel } from '#engine/labels.ts';

/** A JSON object of the engine. Fields that are not touched stay as the engine wrote them. */
export type Plain = Readonly<Record<string, unknown>>;

export function asPlain(value: unknown): Plain {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Plain) : {};
}

/** The same value with every text in it, keys included, changed. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
	if (typeof value === 'string') return change(value);
	if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [change(key), mapTexts(item, change)]));
}

/** Labels without ours. */
export function visibleLabels(labels: unknown): Labels {
	const entries = Object.entries(asPlain(labels)).filter(([name]) => !isOwnLabel(name));
	return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

/** All own labels of an object, as texts. */
export function labelsOf(labels: unknown): Labels {
	return Object.fromEntries(Object.entries(asPlain(labels)).map(([name, value]) => [name, String(value)]));
}

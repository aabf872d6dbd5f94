import type { z } from 'zod';
import { badRequest, Refusal } from './refusal.ts';

/** What a field that is not taken is called on the command line, by the field's name: `Privileged` → `--privileged`. */
export type FieldWords = Readonly<Record<string, string>>;

/**
 * Reads an object that a learner sent: known fields by the schema, unknown ones only when they are not set. The engine
 * would take `hostconfig` for `HostConfig`, so a field is known by its exact name alone.
 *
 * @param words for fields that are known and never taken.
 * @throws Refusal 403 naming a field that is set and not taken, 400 for a wrong value.
 */
export function readFields<S extends z.ZodObject>(schema: S, value: unknown, words: FieldWords = {}): z.infer<S> {
	if (typeof value !== 'object' || value === null || Array.isArray(value))
		throw badRequest('The request must be a JSON object.');
	const known = new Map<string, unknown>();
	for (const [name, field] of Object.entries(value)) {
		if (Object.hasOwn(schema.shape, name)) {
			if (field !== null && field !== '') known.set(name, field);
		} else if (isSet(field)) {
			throw new Refusal(
				`This session does not allow ${Object.hasOwn(words, name) ? words[name] : `the field "${name.slice(0, 60)}"`}.`,
			);
		}
	}
	return check(schema, Object.fromEntries(known));
}

/** @throws Refusal 400 that says what is wrong where. */
export function check<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
	const result = schema.safeParse(value);
	if (result.success) return result.data;
	const [issue] = result.error.issues;
	if (issue?.code === 'unrecognized_keys')
		throw new Refusal(`This session does not know the parameter "${issue.keys[0]?.slice(0, 60)}".`, 400);
	const place = issue?.path.map(String).join('.').slice(0, 120);
	throw badRequest(`invalid value${place ? ` for ${place}` : ''}: ${issue?.message ?? 'it has another form'}`);
}

/** Whether the docker command would send the value for an option that was not given. */
export function isSet(value: unknown): boolean {
	if (value === undefined || value === null || value === false || value === 0 || value === '') return false;
	if (typeof value === 'object') return Object.keys(value).length > 0;
	return true;
}

import { expect, it } from 'vitest';
import { SharedValues } from './shared-values.ts';

it('gives the same value to all who ask while one of them holds it', async () => {
	const values = new SharedValues<{ readonly of: string }>();
	const asked: string[] = [];
	const get = (key: string) =>
		values.get(key, async () => {
			asked.push(key);
			return { of: key };
		});
	const first = await get('a');
	expect(await get('a')).toBe(first);
	expect(await get('b')).toEqual({ of: 'b' });
	expect(asked).toEqual(['a', 'b']);
});

it('asks again for what was not there, or could not be read', async () => {
	const values = new SharedValues<{ readonly of: string }>();
	expect(await values.get('a', async () => undefined)).toBeUndefined();
	await expect(values.get('a', () => Promise.reject(new Error('cut')))).rejects.toThrow('cut');
	expect(await values.get('a', async () => ({ of: 'a' }))).toEqual({ of: 'a' });
});

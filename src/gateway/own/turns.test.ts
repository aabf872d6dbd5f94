import { expect, it } from 'vitest';
import { Turns } from './turns.ts';

it('runs one after the other, however the earlier ones end', async () => {
	const turns = new Turns();
	const seen: string[] = [];
	const { promise, resolve } = Promise.withResolvers<void>();
	const first = turns.take(async () => {
		await promise;
		seen.push('first');
		throw new Error('no');
	});
	const second = turns.take(async () => seen.push('second'));
	seen.push('asked');
	resolve();
	await expect(first).rejects.toThrow('no');
	await second;
	expect(seen).toEqual(['asked', 'first', 'second']);
});

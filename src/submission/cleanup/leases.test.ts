import { describe, expect, it } from 'vitest';
import { TempFolder } from '../../../tests/helpers/temp-folder.ts';
import { SubmissionDatabase } from '../database.ts';
import { Leases } from './leases.ts';
import { ProcessRegistry } from './process-registry.ts';

/** Those of a new data folder. */
async function openLeases() {
	await using stack = new AsyncDisposableStack();
	const folder = stack.use(await TempFolder.create());
	const database = stack.use(new SubmissionDatabase(folder.path));
	const leases = new Leases(database, stack.use(await ProcessRegistry.register(database)));
	const resources = stack.move();
	return { database, leases, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

describe('Leases', () => {
	it('gives a name to one holder at a time', async () => {
		await using opened = await openLeases();
		const { leases } = opened;
		const order: string[] = [];
		const first = await leases.take('before');
		const second = leases.take('before').then((lease) => {
			order.push('second');
			lease[Symbol.dispose]();
		});
		using _other = await leases.take('another');
		order.push('first');
		first[Symbol.dispose]();
		await second;
		expect(order).toEqual(['first', 'second']);
	});

	it('tells once that it waits, and only then', async () => {
		await using opened = await openLeases();
		const { leases } = opened;
		const waited: string[] = [];
		const first = await leases.take('before', undefined, () => waited.push('first'));
		const second = leases.take('before', undefined, () => {
			waited.push('second');
			first[Symbol.dispose]();
		});
		using _second = await second;
		expect(waited).toEqual(['second']);
	});

	it('takes over from a dead process', async () => {
		await using opened = await openLeases();
		opened.database.run("INSERT INTO leases VALUES ('before', 'dead', 'x')");
		using lease = await opened.leases.take('before');
		expect(lease).toBeDefined();
	});

	it('stops waiting when it is cancelled', async () => {
		await using opened = await openLeases();
		const { leases } = opened;
		using _held = await leases.take('before');
		await expect(leases.take('before', AbortSignal.abort())).rejects.toThrow('aborted');
	});
});

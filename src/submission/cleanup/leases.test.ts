import { describe, expect, it } from 'vitest';
import { TempFolder } from '../../../tests/helpers/temp-folder.ts';
import { SubmissionDatabase } from '../database.ts';
import { Leases } from './leases.ts';
import { ProcessRegistry } from './process-registry.ts';

describe('Leases', () => {
	it('gives a name to one holder at a time', async () => {
		await using folder = await TempFolder.create();
		using database = new SubmissionDatabase(folder.path);
		using registry = await ProcessRegistry.register(database);
		const leases = new Leases(database, registry);
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
		await using folder = await TempFolder.create();
		using database = new SubmissionDatabase(folder.path);
		using registry = await ProcessRegistry.register(database);
		const leases = new Leases(database, registry);
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
		await using folder = await TempFolder.create();
		using database = new SubmissionDatabase(folder.path);
		using registry = await ProcessRegistry.register(database);
		database.run("INSERT INTO leases VALUES ('before', 'dead', 'x')");
		using lease = await new Leases(database, registry).take('before');
		expect(lease).toBeDefined();
	});

	it('stops waiting when it is cancelled', async () => {
		await using folder = await TempFolder.create();
		using database = new SubmissionDatabase(folder.path);
		using registry = await ProcessRegistry.register(database);
		const leases = new Leases(database, registry);
		using _held = await leases.take('before');
		await expect(leases.take('before', AbortSignal.abort())).rejects.toThrow('aborted');
	});
});

import { describe, expect, it } from 'vitest';
import { TempFolder } from '../../../tests/helpers/temp-folder.ts';
import { SubmissionDatabase } from '../database.ts';
import { TransferStore } from './transfer-store.ts';

const layer = 'sha256:a';
const never = new AbortController().signal;

async function withStore(work: (store: TransferStore, database: SubmissionDatabase) => Promise<void>): Promise<void> {
	await using folder = await TempFolder.create();
	using database = new SubmissionDatabase(folder.path);
	await work(new TransferStore(database), database);
}

describe('TransferStore', () => {
	it('has a layer measured by the first who asks, and the others wait for it', () =>
		withStore(async (store) => {
			using first = store.reading();
			using second = store.reading();
			expect(first.find(layer)).toBeUndefined();
			expect(second.find(layer)).toBe('elsewhere');
			// Asked again, it is still the first one's.
			expect(first.find(layer)).toBeUndefined();
			let waited = false;
			const waiting = second.others(never).then(() => {
				waited = true;
			});
			await first.others(never);
			expect(waited).toBe(false);
			first.measured(layer, 42);
			await waiting;
			expect(store.find(layer)).toBe(42);
			expect(second.find(layer)).toBe(42);
		}));

	it('is the same for all of the data folder', () =>
		withStore(async (store, database) => {
			store.keep(layer, 42);
			expect(new TransferStore(database).reading().find(layer)).toBe(42);
		}));

	it('lets others measure what a reading did not come to', () =>
		withStore(async (store) => {
			using second = store.reading();
			{
				using first = store.reading();
				first.find(layer);
				second.find(layer);
			}
			await second.others(never);
			expect(store.find(layer)).toBeUndefined();
			expect(second.find(layer)).toBeUndefined();
			expect(store.reading().find(layer)).toBe('elsewhere');
		}));

	it('stops waiting when it is cancelled', () =>
		withStore(async (store) => {
			using first = store.reading();
			using second = store.reading();
			first.find(layer);
			second.find(layer);
			const stop = new AbortController();
			const waiting = second.others(stop.signal);
			stop.abort(new Error('stopped'));
			await expect(waiting).rejects.toThrow('stopped');
			await expect(second.others(AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
		}));
});

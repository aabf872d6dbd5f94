import { describe, expect, it } from 'vitest';
import { WaitingTable } from './waiting-table.ts';

const long = 60_000;
const never = new AbortController().signal;

describe('WaitingTable', () => {
	it('gives what is there, and what comes, to all who wait', async () => {
		const table = new WaitingTable<string>();
		const waiting = Promise.all([table.wait('a', long, never), table.wait('a', long, never)]);
		table.set('a', 'one');
		expect(await waiting).toEqual(['one', 'one']);
		expect(await table.wait('a', 0, never)).toBe('one');
	});

	it('gives nothing when the time is over, and ends with the signal', async () => {
		const table = new WaitingTable<string>();
		expect(await table.wait('a', 1, never)).toBeUndefined();
		const stop = new AbortController();
		const waiting = table.wait('a', long, stop.signal);
		stop.abort();
		await expect(waiting).rejects.toThrow(/abort/i);
	});

	it('takes out what was put in, and not what took its place', () => {
		const table = new WaitingTable<string>();
		table.set('a', 'one');
		table.set('a', 'two');
		table.delete('a', 'one');
		expect(table.has('a')).toBe(true);
		table.delete('a', 'two');
		expect(table.size).toBe(0);
	});
});

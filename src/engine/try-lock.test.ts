import { describe, expect, it } from 'vitest';
import { TempFolder } from '../../tests/helpers/temp-folder.ts';
import { tryLock } from './try-lock.ts';

describe('tryLock', () => {
	it('is had by one at a time, and again after it was let go', async () => {
		await using folder = await TempFolder.create();
		const first = tryLock(folder.join('lock'));
		expect(first).toBeDefined();
		expect(tryLock(folder.join('lock'))).toBeUndefined();
		first?.[Symbol.dispose]();
		using again = tryLock(folder.join('lock'));
		expect(again).toBeDefined();
	});

	it('fails for a file that cannot be made', async () => {
		await using folder = await TempFolder.create();
		expect(() => tryLock(folder.join('no/such/folder/lock'))).toThrow('unable to open database file');
	});
});

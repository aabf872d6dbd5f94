import { open, readFile, stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { TempFolder } from '../../../tests/helpers/temp-folder.ts';
import { copyFile } from './copy-file.ts';

describe('copyFile', () => {
	it('copies and hashes', async () => {
		await using folder = await TempFolder.create({ a: 'abc' });
		await using source = await open(folder.join('a'));
		expect(await copyFile(source, folder.join('b'), 3)).toEqual({
			bytes: 3,
			digest: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
		});
		expect(await readFile(folder.join('b'), 'utf8')).toBe('abc');
	});

	it('stops at the limit, whatever size the file said it had', async () => {
		await using folder = await TempFolder.create();
		await using source = await open('/dev/zero');
		expect(await copyFile(source, folder.join('b'), 100_000)).toBeUndefined();
		expect((await stat(folder.join('b'))).size).toBeLessThanOrEqual(100_000);
	});

	it('never writes over something', async () => {
		await using folder = await TempFolder.create({ a: 'abc', b: 'kept' });
		await using source = await open(folder.join('a'));
		await expect(copyFile(source, folder.join('b'), 3)).rejects.toThrow('EEXIST');
	});
});

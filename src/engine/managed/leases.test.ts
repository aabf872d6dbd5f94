import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addLease, countLeases } from './leases.ts';

let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'stagecraft-leases-'));
});

afterEach(async () => {
	await rm(folder, { recursive: true });
});

describe.skipIf(process.platform !== 'linux')('leases', () => {
	it('count one per open handle, also of one process', async () => {
		await addLease(folder);
		const second = await addLease(folder);
		expect(await countLeases(folder)).toBe(2);
		await rm(second);
		expect(await countLeases(folder)).toBe(1);
	});

	it('forget processes that have ended', async () => {
		await writeFile(join(folder, '4194305.1.boot.id'), '');
		expect(await countLeases(folder)).toBe(0);
		expect(await readdir(folder)).toEqual([]);
	});

	it('are none without a folder', async () => {
		expect(await countLeases(join(folder, 'none'))).toBe(0);
	});
});

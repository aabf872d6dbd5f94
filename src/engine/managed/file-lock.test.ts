import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFile } from './file-lock.ts';

let folder: string;
let path: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'stagecraft-lock-'));
	path = join(folder, 'lock');
});

afterEach(async () => {
	await rm(folder, { recursive: true });
});

describe.skipIf(process.platform !== 'linux')('lockFile', () => {
	it('is held by one at a time', async () => {
		const events: string[] = [];
		const first = await lockFile(path);
		const second = lockFile(path).then(async (lock) => {
			events.push('second has it');
			await lock[Symbol.asyncDispose]();
		});
		events.push('first lets go');
		await first[Symbol.asyncDispose]();
		await second;
		expect(events).toEqual(['first lets go', 'second has it']);
	});

	it('stops waiting when it is told to', async () => {
		await using _held = await lockFile(path);
		const stop = new AbortController();
		const waiting = lockFile(path, stop.signal);
		stop.abort();
		await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
	});

	it('says which file cannot be locked', async () => {
		await expect(lockFile(join(folder, 'none', 'lock'))).rejects.toMatchObject({
			code: 'engine-start-failed',
			message: `The file ${join(folder, 'none', 'lock')} could not be locked.`,
		});
	});
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identify } from './process-identity.ts';
import { readRunningState, removeState, writeState } from './state.ts';

let folder: string;
let path: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'stagecraft-state-'));
	path = join(folder, 'state.json');
});

afterEach(async () => {
	await rm(folder, { recursive: true });
});

describe.skipIf(process.platform !== 'linux')('state', () => {
	it('is given back while the engine runs', async () => {
		const supervisor = await identify(process.pid);
		if (supervisor === undefined) throw new Error('no /proc');
		await writeState(path, { supervisor, fingerprint: 'f' });
		expect(await readRunningState(path)).toEqual({ supervisor, fingerprint: 'f' });
		await removeState(path);
		expect(await readRunningState(path)).toBeUndefined();
	});

	it('is none for an engine that has ended', async () => {
		await writeState(path, { supervisor: { pid: 4194305, startTime: '1', bootId: 'b' }, fingerprint: 'f' });
		expect(await readRunningState(path)).toBeUndefined();
	});

	it('is none when the file is broken', async () => {
		await writeFile(path, '{"supervisor":');
		expect(await readRunningState(path)).toBeUndefined();
	});
});

import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sessionSecret } from './session-secret.ts';

it('keeps the secret for the owner alone, and makes a new one when it is spoilt', async () => {
	const dataDir = await mkdtemp(join(tmpdir(), 'stagecraft-secret-'));
	const first = await sessionSecret(dataDir);
	expect(first).toMatch(/^[0-9a-f]{64}$/);
	expect(await sessionSecret(dataDir)).toBe(first);
	expect((await stat(join(dataDir, 'session-secret'))).mode & 0o777).toBe(0o600);
	await writeFile(join(dataDir, 'session-secret'), 'short');
	expect(await sessionSecret(dataDir)).not.toBe('short');
	await rm(dataDir, { recursive: true });
});

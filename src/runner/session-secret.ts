/** The secret of the session cookie: kept, so that a page stays good when the course is started again. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ifMissing } from '#errors';

const secretBytes = 32;
const pattern = /^[0-9a-f]{64}$/;

/** Reads `<dataDir>/session-secret`, or makes it, readable for its owner alone. */
export async function sessionSecret(dataDir: string): Promise<string> {
	const file = join(dataDir, 'session-secret');
	const kept = await readFile(file, 'utf8').catch(ifMissing(''));
	if (pattern.test(kept)) return kept;
	await mkdir(dataDir, { recursive: true });
	const secret = randomBytes(secretBytes).toString('hex');
	await writeFile(file, secret, { mode: 0o600 });
	return secret;
}

import { connectEngine } from '#engine/client/connect.ts';
import type { Engine } from '#engine/engine.ts';
import { openEngine } from '#engine/open.ts';
import { testDataDir } from './data-dir.ts';

/**
 * The engine that integration tests run on: the one at STAGECRAFT_TEST_ENGINE, else one that is found or started from
 * the tests' data folder.
 */
export async function testEngine(): Promise<Engine> {
	const address = process.env['STAGECRAFT_TEST_ENGINE'];
	return address === undefined || address === ''
		? await openEngine({ dataDir: testDataDir(), env: process.env })
		: await connectEngine({ address, kind: 'external' });
}

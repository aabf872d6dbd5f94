import { connectEngine } from '#engine/client/connect.ts';
import type { Engine } from '#engine/engine.ts';

/** The engine that integration tests run on: the one named by STAGECRAFT_TEST_ENGINE. */
export async function testEngine(): Promise<Engine> {
	const address = process.env['STAGECRAFT_TEST_ENGINE'];
	if (!address) throw new Error('Set STAGECRAFT_TEST_ENGINE to the address of a Docker engine.');
	return await connectEngine({ address, kind: 'external' });
}

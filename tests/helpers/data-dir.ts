import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The data folder that tests share, so that an engine, its bases, and what was measured of large images are made once. */
export function testDataDir(): string {
	return process.env['STAGECRAFT_TEST_DATA'] ?? fileURLToPath(new URL('../../.stagecraft', import.meta.url));
}

/** Root folders of the managed engine, for tests that need an engine of their own in another data folder. */
export function testRootsDir(): string {
	return join(testDataDir(), 'engine', 'roots');
}

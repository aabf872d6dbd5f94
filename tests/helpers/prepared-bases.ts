import { fileURLToPath } from 'node:url';
import { loadCatalogue } from '#engine/bases/load-catalogue.ts';
import { prepareBases } from '#engine/bases/prepare.ts';
import type { Engine } from '#engine/engine.ts';
import { hostExtraCertificates } from '#engine/host-certificates.ts';
import { testDataDir } from './data-dir.ts';

export const recipesDir = fileURLToPath(new URL('../../labs/bases', import.meta.url));

/** Makes bases present on the tests' engine as the course does it, or fails with what is wrong with the first of them. */
export async function haveBases(engine: Engine, ...wanted: readonly string[]): Promise<void> {
	const states = await prepareBases({
		engine,
		catalogue: await loadCatalogue(recipesDir),
		recipesDir,
		wanted,
		mode: 'auto',
		dataDir: testDataDir(),
		certificates: await hostExtraCertificates(),
		signal: new AbortController().signal,
		onProgress: () => undefined,
	});
	const failed = states.find(({ problem }) => problem !== undefined);
	if (failed?.problem) throw new Error(failed.problem.message);
}

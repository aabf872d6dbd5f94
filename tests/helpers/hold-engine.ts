/** A program for tests: opens the managed engine of a data folder, says so, and holds it until it is killed. */
import { openManagedEngine } from '#engine/managed/managed-engine.ts';
import { testRootsDir } from './data-dir.ts';

const [dataDir = '', graceSeconds = '60'] = process.argv.slice(2);
await openManagedEngine({
	dataDir,
	rootsDir: testRootsDir(),
	graceSeconds: Number(graceSeconds),
	env: process.env,
	report: () => undefined,
});
process.stdout.write('held\n');
setInterval(() => undefined, 60_000);

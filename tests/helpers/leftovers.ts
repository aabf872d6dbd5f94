/**
 * Nothing may be left on the engine when all tests have ended. A program of two calls: `leftovers.ts note FILE` before
 * them writes down what is there already, of a run that was killed or of a course; `leftovers.ts compare FILE` fails when
 * there is more.
 */
import { readFile, writeFile } from 'node:fs/promises';
import type { Engine } from '#engine/engine.ts';
import { labelNames, type Role } from '#engine/labels.ts';
import { testEngine } from './engine.ts';

const shortLived: readonly Role[] = ['grading', 'helper', 'session', 'workspace'];

async function leftovers(engine: Engine): Promise<readonly string[]> {
	const found: string[] = [];
	for (const role of shortLived) {
		const labels = { [labelNames.role]: role };
		for (const { name } of await engine.containers.list(labels)) found.push(`container ${name} (${role})`);
		for (const { id, tags } of await engine.images.list(labels)) found.push(`image ${tags[0] ?? id} (${role})`);
	}
	return found;
}

const [call, file = ''] = process.argv.slice(2);
await using engine = await testEngine();
const found = await leftovers(engine);
if (call === 'note') {
	await writeFile(file, JSON.stringify(found));
} else {
	const before = JSON.parse(await readFile(file, 'utf8')) as readonly string[];
	const left = found.filter((each) => !before.includes(each));
	if (left.length > 0) process.exitCode = 1;
	process.stdout.write(left.length === 0 ? 'nothing\n' : `${left.join('\n')}\n`);
}

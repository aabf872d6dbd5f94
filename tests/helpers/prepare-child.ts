/** A program for tests: prepares bases of a tiny catalogue on the engine of the tests, says how far it is, and may be killed. */
import { readFile } from 'node:fs/promises';
import { defineCatalogue } from '#engine/bases/catalogue.ts';
import { prepareBases } from '#engine/bases/prepare.ts';
import { testEngine } from './engine.ts';

const [folder = '', ...wanted] = process.argv.slice(2);
await using engine = await testEngine();
await prepareBases({
	engine,
	catalogue: defineCatalogue(JSON.parse(await readFile(`${folder}/catalogue.json`, 'utf8'))),
	recipesDir: `${folder}/recipes`,
	wanted,
	mode: 'offline',
	dataDir: `${folder}/data`,
	certificates: [],
	signal: new AbortController().signal,
	onProgress: (states) => {
		for (const { reference, state, step } of states) process.stdout.write(`${reference} ${state} ${step}\n`);
	},
});

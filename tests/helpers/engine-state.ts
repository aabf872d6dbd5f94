/** A program that prints what tests depend on besides the project's files: the engine, and the bases on it. */
import { fileURLToPath } from 'node:url';
import { loadCatalogue } from '#engine/bases/load-catalogue.ts';
import { testEngine } from './engine.ts';

const catalogue = await loadCatalogue(fileURLToPath(new URL('../../labs/bases', import.meta.url)));
await using engine = await testEngine();
const references = catalogue.bases.filter(({ published }) => published).map(({ reference }) => reference);
const ids = await Promise.all(references.map(async (reference) => (await engine.images.inspect(reference))?.id));
process.stdout.write(`${JSON.stringify([engine.facts, ids])}\n`);

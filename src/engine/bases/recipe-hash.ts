import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type Base, type Catalogue, findBase, needsOf } from './catalogue.ts';

/** Raised when the code that carries recipes out changes what comes out of them. */
const generation = 1;

/** What a base was made from, in 16 hex digits: the label of the image, so that a changed recipe makes it anew. */
export type RecipeHashes = (reference: string) => Promise<string>;

async function filesBelow(folder: string): Promise<readonly string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
}

/**
 * Hashes of recipes: of the entry in the catalogue, of the files it reads, of the bases below it and of the
 * certificates put into it.
 *
 * @param recipesDir folder of the catalogue.
 */
export function recipeHashes(catalogue: Catalogue, recipesDir: string, certificates: readonly string[]): RecipeHashes {
	const known = new Map<string, Promise<string>>();
	const compute = async (base: Base): Promise<string> => {
		const hash = createHash('sha256');
		hash.update(JSON.stringify([generation, base.reference, base.recipe, base.certificateVariables, certificates]));
		for (const folder of base.recipe.folders) {
			for (const file of await filesBelow(join(recipesDir, folder))) {
				hash.update(`\n${relative(recipesDir, file)}\n`).update(await readFile(file));
			}
		}
		for (const need of needsOf(base)) hash.update(await hashOf(need));
		return hash.digest('hex').slice(0, 16);
	};
	const hashOf: RecipeHashes = (reference) => {
		const found = known.get(reference) ?? compute(findBase(catalogue, reference));
		known.set(reference, found);
		return found;
	};
	return hashOf;
}

/** What a pulled base was made from: its name and the certificates that were added. */
export function pulledHash(reference: string, certificates: readonly string[]): string {
	const parts = JSON.stringify([generation, 'pulled', reference, certificates]);
	return createHash('sha256').update(parts).digest('hex').slice(0, 16);
}

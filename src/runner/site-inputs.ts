/** What the built site depends on, as one hash: the site is built again when, and only when, this changes. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Everything that a page is made of. `labs/` has more than pages show, but it is small. */
const folders = ['content', 'public', 'labs', 'src/site', 'src/lab', 'src/protocol'];
const files = ['package-lock.json', 'tsconfig.json', 'src/errors.ts'];
/** Long enough that two states of one checkout never meet. */
const hashCharacters = 16;

async function filesIn(projectDir: string, folder: string): Promise<readonly string[]> {
	const entries = await readdir(join(projectDir, folder), { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
		.map((entry) => join(entry.parentPath, entry.name));
}

/** Hex digits; the same for the same texts under the same names. */
export async function siteInputsHash(projectDir: string, nodeVersion: string): Promise<string> {
	const found = await Promise.all(folders.map((folder) => filesIn(projectDir, folder)));
	const paths = [...found.flat(), ...files.map((file) => join(projectDir, file))].sort();
	const hash = createHash('sha256').update(nodeVersion);
	for (const path of paths) {
		const text = await readFile(path);
		hash.update(`\0${path.slice(projectDir.length)}\0${text.length}\0`).update(text);
	}
	return hash.digest('hex').slice(0, hashCharacters);
}

/** Every page of the site as it was built, in all languages. */
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Paths of the pages in order, and one where no page is. `site`: folder of the built site. */
export async function pagePaths(site: string): Promise<readonly string[]> {
	const files = await readdir(site, { recursive: true });
	const folders = files.filter((file) => file.endsWith('index.html')).map((file) => dirname(file));
	return [...folders.map((folder) => (folder === '.' ? '/' : `/${folder}/`)).sort(), '/nothing/is/here/'];
}

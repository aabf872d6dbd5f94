/** The index of the search: made from the pages when they are built, read by the browser alone. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { close, createIndex } from 'pagefind';
import { listedPaths } from './listed-paths.ts';

/** Parts of a page that are no text of it. */
const leftOut = [
	'.code-figure figcaption',
	'.lab-column',
	'.lesson-list',
	'.on-this-page',
	'.pager',
	'.phone-note',
	'.seen',
	'.untranslated',
	'.verdict',
	'form',
	'svg',
];
/** Pagefind's own user interfaces: the course has one that obeys its content policy. */
const ownInterface = /^pagefind-(ui|modular|component|highlight)/;

/** Throws with what Pagefind says. `paths`: of pages, without the first slash. */
async function writeIndex(site: string, paths: readonly string[]): Promise<void> {
	try {
		const { index, errors } = await createIndex({ rootSelector: 'main', excludeSelectors: leftOut });
		if (index === undefined) throw new Error(errors.join('\n'));
		const problems: string[] = [];
		for (const path of paths) {
			const content = await readFile(join(site, path, 'index.html'), 'utf8');
			problems.push(...(await index.addHTMLFile({ url: `/${path}`, content })).errors);
		}
		const made = await index.getFiles();
		problems.push(...made.errors);
		if (problems.length > 0) throw new Error(problems.join('\n'));
		for (const { path, content } of made.files) {
			if (ownInterface.test(path)) continue;
			const file = join(site, 'pagefind', path);
			await mkdir(dirname(file), { recursive: true });
			await writeFile(file, content);
		}
	} finally {
		await close();
	}
}

/** Writes `pagefind/` beside the pages. Pagefind has no program for some platforms: there the search says that it has no index. */
export function searchIndex(): AstroIntegration {
	return {
		name: 'stagecraft-search-index',
		hooks: {
			'astro:build:done': async ({ dir, pages, logger }) => {
				try {
					const paths = listedPaths(pages);
					await writeIndex(fileURLToPath(dir), paths);
					logger.info(`${paths.length} pages can be searched`);
				} catch (error) {
					logger.warn(`no search: ${error instanceof Error ? error.message : String(error)}`);
				}
			},
		},
	};
}

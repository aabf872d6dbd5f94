/** `sitemap.xml` and `robots.txt`: what was built, so that no list of pages has to be kept. */
import { readFile, writeFile } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';
import { listedPaths } from './listed-paths.ts';
import { sitemapText } from './sitemap-text.ts';

/** A page in a language that its text is not translated to names the one that it repeats. */
async function isOriginal(dir: URL, path: string): Promise<boolean> {
	return !(await readFile(new URL(`${path}index.html`, dir), 'utf8')).includes('<link rel="canonical"');
}

export function sitemap(): AstroIntegration {
	let site: string | undefined;
	return {
		name: 'stagecraft-sitemap',
		hooks: {
			'astro:config:done': ({ config }) => {
				site = config.site;
			},
			'astro:build:done': async ({ dir, pages }) => {
				if (site === undefined) throw new Error('astro.config.ts names no site');
				const listed = listedPaths(pages);
				const isListed = await Promise.all(listed.map((path) => isOriginal(dir, path)));
				const originals = listed.filter((_, at) => isListed[at]);
				await writeFile(new URL('sitemap.xml', dir), sitemapText(site, originals));
				await writeFile(
					new URL('robots.txt', dir),
					`User-agent: *\nAllow: /\nSitemap: ${new URL('/sitemap.xml', site)}\n`,
				);
			},
		},
	};
}

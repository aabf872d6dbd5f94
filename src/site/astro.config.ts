import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import { defineConfig } from 'astro/config';
import { codeLook } from './blocks/code-look.ts';
import { lazyAddress } from './build/lazy-address.ts';
import { searchIndex } from './build/search-index.ts';
import { sitemap } from './build/sitemap.ts';
import { locales, sourceLocale } from './text/locales.ts';

export default defineConfig({
	srcDir: './src/site',
	publicDir: './public',
	outDir: './dist/site',
	// Where the course is by default. A course with a public address is built with `--site` and that address.
	site: 'http://127.0.0.1:4321',
	output: 'static',
	trailingSlash: 'always',
	// What nobody translated has a page too, in the source language: `lessons.ts` sees to that, with a note on the page.
	i18n: { locales: [...locales], defaultLocale: sourceLocale, routing: { prefixDefaultLocale: false } },
	// Stylesheets and scripts come as files, so that pages share them and the content policy can name them.
	build: { format: 'directory', inlineStylesheets: 'never' },
	devToolbar: { enabled: false },
	integrations: [mdx(), preact(), searchIndex(), sitemap()],
	markdown: { shikiConfig: codeLook },
	vite: { build: { assetsInlineLimit: 0 }, plugins: [lazyAddress()] },
});

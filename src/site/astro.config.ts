import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import { defineConfig } from 'astro/config';
import { markBlocks } from './blocks/mark-blocks.ts';
import { locales, sourceLocale } from './text/locales.ts';

export default defineConfig({
	srcDir: './src/site',
	publicDir: './public',
	outDir: './dist/site',
	output: 'static',
	trailingSlash: 'always',
	// What nobody translated has a page too, in the source language: `lessons.ts` sees to that, with a note on the page.
	i18n: { locales: [...locales], defaultLocale: sourceLocale, routing: { prefixDefaultLocale: false } },
	// Stylesheets and scripts come as files, so that pages share them and the content policy can name them.
	build: { format: 'directory', inlineStylesheets: 'never' },
	devToolbar: { enabled: false },
	integrations: [mdx(), preact()],
	markdown: { shikiConfig: { theme: 'css-variables', transformers: [markBlocks] } },
	vite: { build: { assetsInlineLimit: 0 } },
});

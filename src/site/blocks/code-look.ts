/** How code is coloured, wherever a page shows it. */
import type { ShikiConfig } from 'astro';
import { markBlocks } from './mark-blocks.ts';
import { mergeTokens } from './merge-tokens.ts';

/** For Astro's `Code` and for the fences of lessons. */
export const codeLook = {
	theme: 'css-variables',
	transformers: [markBlocks, mergeTokens],
} satisfies Partial<ShikiConfig>;

/** Languages that shiki knows by the endings of the files that pages show. */
const languages = {
	c: 'c',
	cjs: 'js',
	css: 'css',
	go: 'go',
	html: 'html',
	js: 'js',
	json: 'json',
	md: 'md',
	mjs: 'js',
	py: 'python',
	sh: 'sh',
	toml: 'toml',
	ts: 'ts',
} as const;

/** The language of a file by its name; `text` for what has none. */
export function languageOf(path: string): (typeof languages)[keyof typeof languages] | 'dockerfile' | 'text' {
	if (/dockerfile$/i.test(path)) return 'dockerfile';
	const ending = path.split('.').at(-1) ?? '';
	return Object.hasOwn(languages, ending) ? languages[ending as keyof typeof languages] : 'text';
}

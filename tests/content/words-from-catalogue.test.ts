/** What a reader sees or hears on a page comes from the catalogue in `src/site/text/`, or it stays English in every language. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { typedWords } from '../helpers/typed-words.ts';

const site = fileURLToPath(new URL('../../src/site', import.meta.url));
const files = globSync('**/*.{astro,ts,tsx}', { cwd: site })
	// What lessons, figures and statements are made of says in English what is wrong with them, to their authors.
	.filter((file) => !/\.test\.ts$|\.d\.ts$|^(text|build)\/|\.config\.ts$|-data\.ts$/.test(file))
	// Colours and sizes of the editor: text for the browser.
	.filter((file) => !file.endsWith('/editor-theme.ts'))
	.sort();

it.each([
	['a.tsx', 'const A = () => <p>Some words</p>;', ['Some words']],
	['a.tsx', 'const A = () => <p>{busy ? "Running" : words.idle}</p>;', ['Running']],
	['a.tsx', `const A = () => <p>{words.idle} {\`\${count} found\`}</p>;`, ['found']],
	['a.tsx', 'const A = () => <button aria-label="Close" class="button small" />;', ['Close']],
	['a.ts', 'mark.textContent = "not this one";', ['not this one']],
	['a.ts', 'throw new Error("no such thing"); list.querySelector("main h2");', []],
	['a.tsx', 'const A = () => <p><kbd>Esc</kbd> <code>npm start</code></p>;', []],
	[
		'a.astro',
		'---\nconst a = "Some words";\n---\n<p {lang}>More words</p><style>p { color: red }</style>',
		['Some words', 'More words'],
	],
])('sees what is typed into %s: %s', (file, text, words) => {
	expect(typedWords(file, text)).toEqual(words);
});

it('finds the files of the site', () => {
	expect(files.length).toBeGreaterThan(120);
});

it.each(files)('%s has no words of its own', (file) => {
	expect(typedWords(file, readFileSync(join(site, file), 'utf8'))).toEqual([]);
});

/** Every lesson reads whole where there are pages and nothing behind them, with a script and without. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { test as base, expect } from '@playwright/test';
import { localePath, locales, sourceLocale } from '../../src/site/text/locales.ts';
import { courseLessons } from '../helpers/course-text.ts';
import { testDataDir } from '../helpers/data-dir.ts';
import { lessonWords, plainWords } from '../helpers/lessons/lesson-words.ts';

const program = fileURLToPath(new URL('../helpers/serve-site.ts', import.meta.url));

const test = base.extend<object, { readonly site: string }>({
	site: [
		// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
		async ({}, use) => {
			const child = spawn(process.execPath, [program, testDataDir()], { stdio: ['pipe', 'pipe', 'inherit'] });
			const exit = once(child, 'exit');
			const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
			if (value === undefined) throw new Error(`The pages were not served: ${await exit}`);
			await use((JSON.parse(value) as { readonly address: string }).address);
			child.stdin.end();
			await exit;
		},
		{ scope: 'worker', timeout: 600_000 },
	],
	baseURL: async ({ site }, use) => use(site),
});

const source = courseLessons().map((lesson) => ({ ...lesson, address: `/lessons/${lesson.slug}/` }));
const translated = locales
	.filter((locale) => locale !== sourceLocale)
	.flatMap((locale) =>
		courseLessons(locale).map((lesson) => ({ ...lesson, address: localePath(`/lessons/${lesson.slug}/`, locale) })),
	);
const lessons = [...source, ...translated];

// A trace of each page costs more than the page.
test.use({ trace: 'off' });

for (const javaScriptEnabled of [false, true]) {
	test.describe(javaScriptEnabled ? 'with the runner stopped' : 'with the runner stopped and without a script', () => {
		test.use({ javaScriptEnabled });

		for (const { path, address, text } of lessons) {
			test(path, async ({ page }) => {
				expect((await page.goto(address))?.status()).toBe(200);
				const lesson = page.locator('[data-lesson]');
				await expect(lesson).toBeVisible();
				const folded = lesson.locator('details:not([open]) > summary');
				while ((await folded.count()) > 0) await folded.first().click();

				const seen = plainWords(await lesson.innerText());
				expect(lessonWords(text).filter((words) => !seen.includes(words))).toEqual([]);
				const figures = lesson.locator('figure');
				const shown = text.match(/<(Figure|LabFile|LabCommand|ExperimentFile|ExperimentCommand)\s/g) ?? [];
				expect(await figures.count()).toBeGreaterThanOrEqual(shown.length);
				await expect(lesson.locator('figure:visible')).toHaveCount(await figures.count());
			});
		}
	});
}

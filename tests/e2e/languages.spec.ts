/** The course in a second language: pages, a lesson, what is not translated, and the lab. */
import type { Response } from '@playwright/test';
import { complaints } from './complaints.ts';
import { expect, openTerminal, shellWord, test } from './page-course.ts';

const translated = 'lessons/stages/several-froms/';
const untranslated = 'lessons/stages/cache-order/';

test('the switch leads to the same page in the other language, and back', async ({ page }) => {
	for (const path of ['', 'numbers/', translated, untranslated]) {
		await page.goto(`/${path}`);
		await expect(page.locator('html')).toHaveAttribute('lang', 'en');
		await page.getByRole('navigation', { name: 'Language' }).getByRole('link', { name: 'Deutsch' }).click();
		await expect(page).toHaveURL(`/de/${path}`);
		await expect(page.locator('html')).toHaveAttribute('lang', 'de');
		await page.getByRole('navigation', { name: 'Sprache' }).getByRole('link', { name: 'English' }).click();
		await expect(page).toHaveURL(`/${path}`);
	}
});

test.describe('without a script', () => {
	test.use({ javaScriptEnabled: false });

	test('a translated lesson is German throughout, and tells where it stands in other languages', async ({ page }) => {
		await page.goto(`/de/${translated}`);
		await expect(page.getByRole('heading', { level: 1, name: 'Mehr als ein FROM' })).toBeVisible();
		await expect(page.getByRole('heading', { name: 'Nach dieser Lektion kannst du' })).toBeVisible();
		await expect(page.getByRole('img', { name: /Eine Stufe zum Bauen/ }).first()).toBeVisible();
		await expect(page.getByText('Ein Dockerfile statt zwei und einem Skript')).toBeVisible();
		await expect(page.getByText('Noch nicht übersetzt')).toHaveCount(0);
		// What is in another language says so: the titles of lessons in the menus, and the link to English.
		expect(await page.locator('main [lang]').count()).toBe(await page.locator('.pager [lang]').count());
		const alternates = page.locator('link[rel="alternate"][hreflang]');
		expect(await alternates.evaluateAll((links) => links.map((link) => link.getAttribute('hreflang')))).toEqual([
			'en',
			'de',
			'x-default',
		]);
	});

	test('a lesson that nobody translated is shown in English, says so, and stays in the German course', async ({
		page,
	}) => {
		await page.goto(`/de/${untranslated}`);
		const text = page.locator('main div[lang="en"]');
		await expect(text.getByRole('heading', { level: 1, name: 'The order of instructions' })).toBeVisible();
		await expect(text.getByRole('heading', { name: 'After this lesson you can' })).toBeVisible();
		const note = page.getByRole('note').filter({ hasText: 'Noch nicht übersetzt' });
		await expect(note.getByRole('link', { name: /English/ })).toHaveAttribute('href', `/${untranslated}`);
		await expect(page.locator('link[rel="canonical"]')).toHaveAttribute('href', new RegExp(`/${untranslated}$`));
		await expect(page.locator('link[rel="alternate"][hreflang]')).toHaveCount(0);
		await page
			.getByRole('navigation', { name: 'Lektionen davor und danach' })
			.getByRole('link', { name: /Weiter/ })
			.click();
		await expect(page).toHaveURL(/\/de\/lessons\/stages\//);
	});

	test('links in the text of a lesson stay in the language of the page', async ({ page }) => {
		await page.goto('/de/lessons/practices/the-list/');
		const inside = await page
			.locator('[data-lesson] a[href^="/"]')
			.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
		expect(inside.length).toBeGreaterThan(5);
		expect(inside.filter((href) => !href.startsWith('/de/'))).toEqual([]);
	});
});

test('numbers are written as the language writes them', async ({ page }) => {
	const size = page.locator('#size-single .numbers').first();
	await page.goto('/numbers/');
	await expect(size).toHaveText(/^\d+(\.\d+)? [kMG]?B \(\d{1,3}(,\d{3})* bytes\)$/);
	await page.goto('/de/numbers/');
	await expect(size).toHaveText(/^\d+(,\d+)? [kMG]?B \(\d{1,3}(\.\d{3})* Byte\)$/);
});

test('a question is judged in German', async ({ page }) => {
	await page.goto(`/de/${translated}`);
	const question = page.locator('quiz-question').last();
	await question.getByLabel('fast: Einstellungen kommen mit.').check();
	await expect(question.getByRole('status')).toContainText('Diese nicht.');
	await question.getByLabel('Nicht gesetzt.').check();
	await expect(question.getByRole('status')).toContainText('Richtig.');
	await page.getByRole('button', { name: 'Kopieren' }).first().click();
	await expect(page.getByRole('button', { name: 'Kopiert' })).toBeVisible();
});

test('an address that is not there is told in the language of its folder', async ({ page }) => {
	const answer = await page.goto('/de/lessons/nothing/');
	expect(answer?.status()).toBe(404);
	await page.getByRole('main').getByRole('link', { name: 'Mehr als ein FROM' }).click();
	await expect(page).toHaveURL(`/de/${translated}`);
});

test('the lab speaks German, and the runner English', async ({ page }) => {
	await page.goto('/de/lessons/go/calculator/');
	await expect(page.getByRole('tablist', { name: 'Teile der Übung' }).getByRole('tab')).toContainText([
		'Dateien',
		'Terminal',
		'Ergebnisse',
		'Schichten',
	]);
	await expect(page.getByRole('textbox', { name: 'Text von Dockerfile' })).toBeVisible();
	await expect(page.getByText('Gespeichert', { exact: true })).toBeVisible();
	await page.getByRole('tab', { name: 'Ergebnisse' }).click();
	await expect(page.getByRole('heading', { name: 'Noch nicht geprüft' })).toBeVisible();
	await expect(page.locator('.planned [lang="en"]').first()).toBeVisible();
	await openTerminal(page, '/de/lessons/go/calculator/', 'Bereit zur Eingabe');
	await page.keyboard.type('false\n');
	await expect(shellWord(page)).toHaveText('Bereit zur Eingabe, Exit-Code 1');
	expect(await complaints(page)).toEqual([]);
});

test('a page brings the words of its own language, and no others', async ({ page }) => {
	const scripts: Response[] = [];
	page.on('response', (response) => {
		if (response.url().endsWith('.js')) scripts.push(response);
	});
	await page.goto('/de/lessons/go/calculator/');
	await expect(page.getByRole('tab', { name: 'Dateien' })).toBeVisible();
	const all = (await Promise.all(scripts.map((response) => response.text()))).join('');
	expect(all).toContain('Teile der Übung');
	expect(all).not.toContain('Parts of the lab');
});

test.describe('on a phone', () => {
	test.use({ viewport: { width: 390, height: 844 } });

	test('no page in German is wider than the screen, nor the numbers in English, and the switch is there', async ({
		page,
	}) => {
		for (const path of ['/numbers/', '/de/', '/de/numbers/', `/de/${translated}`, '/de/lessons/go/calculator/']) {
			await page.goto(path);
			const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
			expect(wide, path).toBeLessThanOrEqual(0);
			const switchTo = path.startsWith('/de/') ? 'English' : 'Deutsch';
			await expect(page.getByRole('banner').getByRole('link', { name: switchTo })).toBeVisible();
		}
	});
});

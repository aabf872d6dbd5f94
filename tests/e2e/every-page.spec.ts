/** What holds on every page, in every language: axe finds nothing, in both themes and two widths; nothing is cut off. */
import type { Page } from '@playwright/test';
import { complaints } from './complaints.ts';
import { expect, test } from './page-course.ts';
import { pagePaths } from './page-paths.ts';

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
/** A theme changes colours and nothing else. */
const coloursOnly = ['color-contrast'];

async function look(page: Page, path: string): Promise<readonly string[]> {
	const found: string[] = [];
	const note = async (name: string, rules: readonly string[]) => {
		for (const complaint of await complaints(page, 'body', rules)) found.push(`${path}, ${name}: ${complaint}`);
		const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
		if (wide > 0) found.push(`${path}, ${name}: wider than the window by ${wide} px`);
	};
	await page.emulateMedia({ colorScheme: 'light' });
	await page.setViewportSize(desktop);
	await page.goto(path);
	if ((await page.locator('lab-pane').count()) > 0) await page.locator('lab-pane .tabs [role="tab"]').first().waitFor();
	await note('light, wide', []);
	await page.emulateMedia({ colorScheme: 'dark' });
	await note('dark, wide', coloursOnly);
	await page.setViewportSize(phone);
	await note('dark, phone', coloursOnly);
	await page.emulateMedia({ colorScheme: 'light' });
	await note('light, phone', []);
	return found;
}

test('axe finds nothing, and nothing is wider than the window', async ({ page, context, course }) => {
	const paths = [...(await pagePaths(course.site))];
	expect(paths.length).toBeGreaterThan(30);
	const found: string[] = [];
	// Two pages of one browser: one loads while the other is looked at.
	const walk = async (own: Page) => {
		for (let path = paths.shift(); path !== undefined; path = paths.shift()) found.push(...(await look(own, path)));
	};
	await Promise.all([walk(page), walk(await context.newPage())]);
	expect(found).toEqual([]);
});

test('the sitemap lists each page that has a text of its own', async ({ request, course }) => {
	const sitemap = await (await request.get('/sitemap.xml')).text();
	const listed = [...sitemap.matchAll(/<loc>[^<]*?:\d+([^<]*)<\/loc>/g)].map(([, path]) => path);
	const originals: string[] = [];
	for (const path of await pagePaths(course.site)) {
		const answer = await request.get(path);
		const isCopy = (await answer.text()).includes('<link rel="canonical"');
		if (answer.ok() && !isCopy && !path.endsWith('/search/') && !path.endsWith('/404/')) originals.push(path);
	}
	expect(listed.toSorted()).toEqual(originals.toSorted());
	expect(await (await request.get('/robots.txt')).text()).toContain('/sitemap.xml');
});

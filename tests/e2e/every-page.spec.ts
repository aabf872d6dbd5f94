/** What holds on every page, in every language: axe finds nothing, in both themes and two widths; nothing is cut off. */
import type { Page } from '@playwright/test';
import { complaints } from './complaints.ts';
import { expect, test } from './page-course.ts';
import { pagePaths } from './page-paths.ts';

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
/** A window of 1280 px at 400 %. */
const narrow = { width: 320, height: 640 };
/** A theme changes colours and nothing else. */
const coloursOnly = ['color-contrast'];

/** The page is as wide as its window, at most. */
async function overflow(page: Page): Promise<readonly string[]> {
	const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	return wide > 0 ? [`wider than the window by ${wide} px`] : [];
}

async function look(page: Page, path: string): Promise<readonly string[]> {
	const found: string[] = [];
	const note = async (name: string, rules: readonly string[]) => {
		const all = [...(await complaints(page, 'body', rules)), ...(await overflow(page))];
		found.push(...all.map((complaint) => `${path}, ${name}: ${complaint}`));
	};
	// Colours would be looked at half way from one theme to the other.
	await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
	await page.setViewportSize(desktop);
	await page.goto(path);
	if ((await page.locator('lab-pane').count()) > 0) await page.locator('lab-pane .tabs [role="tab"]').first().waitFor();
	await note('light, wide', []);
	// In a language that it is not translated to, a lesson is the one of the source, in a frame that other pages have too.
	const isCopy = (await page.locator('link[rel="canonical"]').count()) > 0;
	if (!isCopy) {
		await page.emulateMedia({ colorScheme: 'dark' });
		await note('dark, wide', coloursOnly);
		await page.setViewportSize(phone);
		await note('dark, phone', coloursOnly);
		await page.emulateMedia({ colorScheme: 'light' });
		await note('light, phone', []);
	}
	await page.setViewportSize(narrow);
	found.push(...(await overflow(page)).map((complaint) => `${path}, at 400 %: ${complaint}`));
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

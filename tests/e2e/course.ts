/** The course that the tests visit: the real one, on a free port, with work of its own and the engine that all tests share. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';
import { RunningCourse } from '../helpers/running-course.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export const test = base.extend<{ readonly quiet: undefined }, { readonly course: RunningCourse }>({
	course: [
		// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
		async ({}, use) => {
			await using course = await RunningCourse.start();
			await use(course);
		},
		{ scope: 'worker', timeout: 600_000 },
	],
	baseURL: async ({ course }, use) => use(course.address),
	// A page that breaks its own rules says so on the console: that fails any test.
	quiet: [
		async ({ page }, use) => {
			const complaints: string[] = [];
			page.on('pageerror', (error) => complaints.push(error.message));
			page.on('console', (message) => {
				if (/Content Security Policy|is not defined|TypeError/.test(message.text())) complaints.push(message.text());
			});
			await use(undefined);
			expect(complaints).toEqual([]);
		},
		{ auto: true },
	],
});

export { expect };

export const labPath = '/lessons/go/calculator/';

export function labFile(folder: string, path: string, lab = 'go'): Promise<string> {
	return readFile(join(root, 'labs', lab, folder, path), 'utf8');
}

/** Puts the starter back, as the button does. */
export async function startOver(page: Page, lab = 'go'): Promise<void> {
	await page.goto('/');
	const reset = `/api/labs/${lab}/work/reset`;
	const status = await page.evaluate(async (path) => (await fetch(path, { method: 'POST' })).status, reset);
	expect(status).toBe(200);
	await page.evaluate(() => localStorage.clear());
}

export function editor(page: Page, path = 'Dockerfile') {
	return page.getByRole('textbox', { name: `Text of ${path}` });
}

/** Opens a file and replaces all its text, as a person would. */
export async function write(page: Page, path: string, text: string): Promise<void> {
	await page.getByRole('tab', { name: 'Files' }).click();
	await page
		.getByRole('navigation', { name: 'Files of the lab' })
		.getByRole('button', { name: path, exact: true })
		.click();
	await editor(page, path).click();
	await page.keyboard.press('ControlOrMeta+a');
	await page.keyboard.insertText(text);
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
}

/** Waits until the engine and the bases of the lab are there: up to the whole first preparation. */
export async function waitUntilReady(page: Page): Promise<void> {
	await expect(page.getByText(/Engine .* ready/)).toBeVisible({ timeout: 600_000 });
}

/** The explanation of the reference solution, with the sizes that the results show. */
export async function trueExplanation(page: Page): Promise<string> {
	const results = page.getByRole('tabpanel', { name: /Results/ });
	const size = async (name: string) =>
		(await results.locator('.size-row', { hasText: name }).locator('.size-value').textContent()) ?? '';
	return (await labFile('solution', 'solution.md'))
		.replaceAll('{{before.unpacked}}', await size('Before'))
		.replaceAll('{{after.unpacked}}', await size('After'))
		.replace(/\{\{(before|after)\.transfer\}\}/g, '')
		.replace(/.*\{\{ratio\}\}.*\n?/g, '');
}

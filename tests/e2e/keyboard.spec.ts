/** A lab from the home page to its last point, without a pointer. */
import type { Locator, Page } from '@playwright/test';
import { editor, expect, labFile, labPath, startOver, test, trueExplanation, waitUntilReady } from './course.ts';

/** A build or check on a machine that does other things too. */
const jobTimeout = 300_000;
/** More stops than this between two places is a way that nobody goes. */
const mostStops = 40;

/** Presses a key until the focus is there. */
async function walkTo(page: Page, place: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
	for (let stops = 0; stops < mostStops; stops += 1) {
		if (await place.evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press(key);
	}
	throw new Error(`${place} was not reached in ${mostStops} steps by ${key}`);
}

/** From inside the editor: its text replaced, then out of it. */
async function replaceText(page: Page, path: string, text: string): Promise<void> {
	await expect(editor(page, path)).toBeFocused();
	await page.keyboard.press('ControlOrMeta+a');
	await page.keyboard.insertText(text);
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	// Tab belongs to the editor until Escape gives it back.
	await page.keyboard.press('Escape');
	await page.keyboard.press('Shift+Tab');
	await expect(editor(page, path)).not.toBeFocused();
}

test('a learner passes the Go lab by keyboard alone', async ({ page }) => {
	await startOver(page);
	await page.goto('/');
	await page.keyboard.press('Tab');
	await expect(page.getByRole('link', { name: 'Skip to the text' })).toBeFocused();
	await page.keyboard.press('Enter');
	await walkTo(page, page.getByRole('link', { name: 'Start the Go lab' }));
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(labPath);
	await waitUntilReady(page);

	await walkTo(page, page.getByRole('link', { name: 'Skip to the lab' }));
	await page.keyboard.press('Enter');
	const build = page.getByRole('button', { name: 'Build', exact: true });
	const check = page.getByRole('button', { name: 'Check', exact: true });
	await walkTo(page, page.getByRole('tab', { name: 'Files' }));

	// Into the terminal and out of it.
	await page.keyboard.press('ArrowRight');
	await expect(page.getByRole('tab', { name: 'Terminal', exact: true })).toBeFocused();
	await expect(page.locator('.shell-word')).toHaveText('At the prompt', { timeout: jobTimeout });
	await walkTo(page, page.getByRole('textbox', { name: 'Terminal 1' }));
	await page.keyboard.type('ls\n');
	await expect(page.locator('.xterm-rows')).toContainText('calculator.go');
	await page.keyboard.press('Shift+F6');
	await expect(page.getByRole('tab', { name: 'Terminal 1' })).toBeFocused();
	await walkTo(page, page.getByRole('tab', { name: 'Terminal', exact: true }), 'Shift+Tab');
	await page.keyboard.press('Home');
	await expect(page.getByRole('tab', { name: 'Files' })).toBeFocused();

	await walkTo(page, editor(page));
	await replaceText(page, 'Dockerfile', await labFile('solution', 'Dockerfile'));
	await walkTo(page, build, 'Shift+Tab');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('region', { name: 'Build output' }).getByText('Built.')).toBeVisible({
		timeout: jobTimeout,
	});

	await walkTo(page, check);
	await page.keyboard.press('Enter');
	const results = page.getByRole('tabpanel', { name: /Results/ });
	await expect(results.getByText(/\d+ of 100 points/)).toBeVisible({ timeout: jobTimeout });
	const failed = results.locator('details.check[open] > summary');
	await walkTo(page, failed);
	await page.keyboard.press('Enter');
	await expect(results.locator('details.check[open]')).toHaveCount(0);
	const explanation = await trueExplanation(page);

	await walkTo(page, page.getByRole('tab', { name: /Results/ }), 'Shift+Tab');
	await page.keyboard.press('Home');
	const files = page.getByRole('navigation', { name: 'Files of the lab' });
	await walkTo(page, files.getByRole('button', { name: 'solution.md', exact: true }));
	await page.keyboard.press('Enter');
	await walkTo(page, editor(page, 'solution.md'));
	await replaceText(page, 'solution.md', explanation);
	await walkTo(page, check, 'Shift+Tab');
	await page.keyboard.press('Enter');
	await expect(results.getByText('100 of 100 points')).toBeVisible({ timeout: jobTimeout });
});

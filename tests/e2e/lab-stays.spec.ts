/** The lab outlives the page: a reload, another lesson and back, another language. */
import { command, expect, labPath, openTerminal, screen, test } from './page-course.ts';

test('another page and back leave the lab as it was', async ({ page }) => {
	await openTerminal(page);
	await command(page, 'kept=here; echo first');
	await page.getByRole('button', { name: 'New terminal' }).click();
	await expect(page.getByRole('textbox', { name: 'Terminal 2' })).toBeFocused();
	await command(page, 'other=there; echo second');
	await expect(screen(page)).toContainText('second');
	await page.getByRole('tab', { name: 'Files' }).click();
	await page.getByRole('button', { name: 'calculator.go', exact: true }).click();
	await page.getByRole('tab', { name: 'Terminal', exact: true }).click();

	await page.getByRole('link', { name: /^Next/ }).click();
	await expect(page).not.toHaveURL(labPath);
	await page.goBack();
	await expect(page.getByRole('tab', { name: 'Terminal', exact: true })).toHaveAttribute('aria-selected', 'true');
	await expect(page.getByRole('tab', { name: 'Terminal 2' })).toHaveAttribute('aria-selected', 'true');
	await expect(screen(page)).toContainText('second');

	// The same lab in another language is the same lab.
	await page.getByRole('link', { name: 'Deutsch' }).click();
	await expect(page.getByRole('tab', { name: 'Terminal 2' })).toHaveAttribute('aria-selected', 'true');
	await expect(screen(page)).toContainText('second');
	await page.locator('.terminal-view[data-shown="true"] textarea').focus();
	await command(page, 'echo "still: $other"');
	await expect(screen(page)).toContainText('still: there');
	await page.locator('#tab-files').click();
	await expect(page.locator('.file-tabs [aria-current="true"]')).toHaveText('calculator.go');

	// A lab of its own has a view of its own.
	await page.goto('/lessons/flask/service/');
	await expect(page.getByRole('tab', { name: 'Files' })).toHaveAttribute('aria-selected', 'true');
});

/** The search: over any page and on its own, by keyboard, on a phone, without a script and without its index. */
import { complaints } from './complaints.ts';
import { expect, test } from './page-course.ts';

const theoryPath = '/lessons/images/what-an-image-is/';

test('the key opens it, arrows and Enter lead to a section, Escape leads back', async ({ page }) => {
	const scripts: string[] = [];
	page.on('request', (request) => scripts.push(request.url()));
	await page.goto(theoryPath, { waitUntil: 'networkidle' });
	expect(scripts.filter((url) => /search|pagefind/.test(url))).toEqual([]);
	await page.keyboard.press('Control+k');
	const dialog = page.getByRole('dialog', { name: 'Search' });
	const box = dialog.getByRole('searchbox', { name: 'Search the course' });
	await expect(box).toBeFocused();
	expect(await complaints(page, 'dialog')).toEqual([]);
	await page.keyboard.type('distroless');
	await expect(dialog.getByRole('status')).toHaveText(/^\d+ pages have this\./);
	await expect(dialog.locator('mark').first()).toHaveText(/distroless/i);
	expect(await complaints(page, 'dialog')).toEqual([]);
	await page.keyboard.press('ArrowDown');
	const first = dialog.getByRole('link').first();
	await expect(first).toBeFocused();
	await page.keyboard.press('ArrowUp');
	await expect(box).toBeFocused();
	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();

	await page.getByRole('link', { name: 'Search', exact: true }).click();
	await expect(box).toHaveValue('distroless');
	await box.fill('musl');
	await expect(dialog.getByRole('link', { name: 'Alpine, and another C library' })).toBeVisible();
	await expect(dialog.getByRole('status')).toHaveText(/have this|has this/);
	await page.keyboard.press('Enter');
	await expect(page).not.toHaveURL(theoryPath);
	await expect(page.locator('main')).toContainText(/musl/);
});

test('nothing found is said, with what to do', async ({ page }) => {
	await page.goto('/search/?q=xyzzyplugh');
	await expect(page.getByRole('status')).toHaveText(/^Nothing is found for “xyzzyplugh”\./);
	await page.getByRole('searchbox').fill('cache');
	await expect(page.getByRole('status')).toHaveText(/pages have this/);
	await expect(page).toHaveURL('/search/?q=cache');
	expect(await complaints(page)).toEqual([]);
});

test('a missing index is told, and tried again', async ({ page }) => {
	await page.route('**/pagefind/pagefind.js', (route) => route.abort());
	await page.goto('/search/?q=cache');
	await expect(page.getByRole('status')).toHaveText('The search does not work now.');
	await expect(page.getByText('its index was not made when the pages were built')).toBeVisible();
	expect(await complaints(page)).toEqual([]);
});

test('keys in the editor stay with the editor', async ({ page }) => {
	await page.goto('/lessons/go/calculator/');
	await page.getByRole('textbox', { name: 'Text of Dockerfile' }).focus();
	await page.keyboard.press('Control+k');
	await expect(page.getByRole('dialog', { name: 'Search' })).toBeHidden();
});

test.describe('without a script', () => {
	test.use({ javaScriptEnabled: false });

	test('it says what it needs and where the lessons are', async ({ page }) => {
		await page.goto(theoryPath);
		await page.getByRole('link', { name: 'Search', exact: true }).click();
		await expect(page).toHaveURL('/search/');
		await expect(page.getByText('The search needs JavaScript.')).toBeVisible();
	});
});

test.describe('on a phone', () => {
	test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

	test('it takes the whole screen', async ({ page }) => {
		await page.goto(theoryPath);
		await page.getByRole('link', { name: 'Search', exact: true }).click();
		const dialog = page.getByRole('dialog', { name: 'Search' });
		await dialog.getByRole('searchbox').fill('layer');
		await expect(dialog.getByRole('link').first()).toBeVisible();
		expect(await dialog.evaluate((element) => [element.clientWidth, element.clientHeight])).toEqual([390, 844]);
		await dialog.getByRole('button', { name: 'Close' }).click();
		await expect(dialog).toBeHidden();
	});
});

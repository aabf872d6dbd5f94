/** Lessons are pages first: without a script, on a phone, by keyboard, in both themes. */
import { expect, labPath, test } from './course.ts';

const theoryPath = '/lessons/images/what-an-image-is/';

test.describe('without a script', () => {
	test.use({ javaScriptEnabled: false });

	test('a lesson reads whole, with its code and its answers', async ({ page }) => {
		await page.goto(labPath);
		for (let step = 1; step <= 8; step += 1) {
			await expect(page.getByRole('heading', { name: new RegExp(`^Step ${step}: `) })).toBeVisible();
		}
		await expect(page.getByText('apt-get install -y golang-go').first()).toBeVisible();
		await expect(page.getByText('The editor needs JavaScript')).toBeVisible();
		await page.goto(theoryPath);
		await page.getByText('The answer').first().click();
		await expect(page.getByText('The layer that COPY made still holds it.', { exact: false })).toBeVisible();
	});

	test('the menu opens', async ({ page }) => {
		await page.goto(labPath);
		await page.getByText('Lessons', { exact: true }).first().click();
		await page.getByRole('link', { name: 'What an image is' }).first().click();
		await expect(page).toHaveURL(theoryPath);
	});
});

test('the path leads from lesson to lesson', async ({ page }) => {
	await page.goto(theoryPath);
	await page.getByRole('navigation', { name: 'Lessons before and after' }).getByRole('link', { name: /Next/ }).click();
	await expect(page).toHaveURL('/lessons/images/what-a-size-counts/');
	await page
		.getByRole('navigation', { name: 'Lessons before and after' })
		.getByRole('link', { name: /Before/ })
		.click();
	await expect(page).toHaveURL(theoryPath);
});

test('a question is judged', async ({ page }) => {
	await page.goto(theoryPath);
	const question = page.locator('quiz-question').first();
	await question.getByLabel('Nobody: it was deleted.').check();
	await expect(question.getByRole('status')).toContainText('Not this one');
	await question.getByLabel('Anybody who has the image.').check();
	await expect(question.getByRole('status')).toContainText('Right');
});

test('the theme is kept, and does not flash', async ({ page }) => {
	await page.emulateMedia({ colorScheme: 'light' });
	await page.goto(theoryPath);
	await page.getByRole('button', { name: 'Dark colours' }).click();
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
	// The theme is there before anything is painted: the script stands in the head and is waited for.
	await page.goto('/', { waitUntil: 'commit' });
	await page.waitForFunction(() => document.body !== null);
	expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
	await page.getByRole('button', { name: 'Colours as the system has them' }).click();
	await expect(page.locator('html')).not.toHaveAttribute('data-theme');
});

test('printed, a lesson is text alone, dark on light', async ({ page }) => {
	await page.goto(labPath);
	await page.getByRole('button', { name: 'Dark colours' }).click();
	await page.emulateMedia({ media: 'print' });
	await expect(page.getByRole('heading', { name: 'The task' })).toBeVisible();
	for (const part of ['.site-header', '.lab-column', '.pager', '.copy-button', '.view-switch']) {
		await expect(page.locator(part).first(), part).toBeHidden();
	}
	expect(await page.locator('html').evaluate((html) => getComputedStyle(html).colorScheme)).toBe('light');
});

test('an address that is not there gives a page with a way on', async ({ page }) => {
	const answer = await page.goto('/lessons/nothing/');
	expect(answer?.status()).toBe(404);
	await page.getByRole('main').getByRole('link', { name: 'A calculator in two images' }).click();
	await expect(page).toHaveURL(labPath);
});

test.describe('on a phone', () => {
	test.use({ viewport: { width: 390, height: 844 } });

	test('the lesson reads alone, and the lab opens on request', async ({ page }) => {
		await page.goto(labPath);
		await expect(page.getByRole('heading', { name: 'A calculator in two images' })).toBeVisible();
		await expect(page.getByRole('tablist')).toBeHidden();
		await page.getByRole('button', { name: 'Open the lab anyway' }).click();
		await expect(page.getByRole('tablist')).toBeVisible();
		await page.getByRole('navigation', { name: 'What is shown' }).getByRole('button', { name: 'Lesson' }).click();
		await expect(page.getByRole('heading', { name: 'A calculator in two images' })).toBeVisible();
	});

	test('no page is wider than the screen', async ({ page }) => {
		for (const path of ['/', theoryPath, labPath, '/nothing']) {
			await page.goto(path);
			const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
			expect(wide, path).toBeLessThanOrEqual(0);
		}
	});
});

test('between phone and desk, a switch shows the lesson or the lab', async ({ page }) => {
	await page.setViewportSize({ width: 900, height: 800 });
	await page.goto(labPath);
	const views = page.getByRole('navigation', { name: 'What is shown' });
	await views.getByRole('button', { name: 'Lab' }).click();
	await expect(page.getByRole('tablist')).toBeVisible();
	await expect(page.getByRole('heading', { name: 'The task' })).toBeHidden();
	await views.getByRole('button', { name: 'Lesson' }).click();
	await expect(page.getByRole('heading', { name: 'The task' })).toBeVisible();
});

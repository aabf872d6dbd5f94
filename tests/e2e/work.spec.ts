/** What a learner writes is never lost: reloads, two windows, a course that does not answer, starting over. */
import { editor, expect, labPath, startOver, test, write } from './course.ts';

test.beforeEach(({ page }) => startOver(page));

test('work is kept over a reload', async ({ page }) => {
	await page.goto(labPath);
	await write(page, 'Dockerfile', 'FROM scratch\n# kept\n');
	await page.reload();
	await expect(editor(page)).toContainText('# kept');
});

test('text that could not be saved is kept in the browser, and saved when the course answers again', async ({
	page,
}) => {
	await page.goto(labPath);
	await expect(editor(page)).toContainText('FROM debian');
	await page.route('**/api/**', (route) => route.abort());
	await editor(page).click();
	await page.keyboard.press('ControlOrMeta+Home');
	await page.keyboard.insertText('# written alone\n');
	await expect(page.getByText('Not saved: trying again')).toBeVisible();
	await expect(page.getByText('The course does not answer', { exact: true })).toBeVisible();
	await page.unroute('**/api/**');
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	await page.reload();
	await expect(editor(page)).toContainText('# written alone');
});

test('text that was not saved before a reload comes back', async ({ page }) => {
	await page.goto(labPath);
	await expect(editor(page)).toContainText('FROM debian');
	await page.route('**/api/labs/go/work/files/**', (route) => route.abort());
	await editor(page).click();
	await page.keyboard.press('ControlOrMeta+Home');
	await page.keyboard.insertText('# in a hurry\n');
	await expect(page.getByText('Not saved: trying again')).toBeVisible();
	await page.unroute('**/api/labs/go/work/files/**');
	await page.reload();
	await expect(editor(page)).toContainText('# in a hurry');
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
});

test('two windows do not overwrite each other', async ({ page, context }) => {
	await page.goto(labPath);
	await expect(editor(page)).toContainText('FROM debian');
	const other = await context.newPage();
	await other.goto(labPath);
	await expect(editor(other)).toContainText('FROM debian');
	// What is saved reaches the other window at once, so it takes a text that is not.
	await page.route('**/api/labs/go/work/files/**', (route) => route.abort());
	await editor(page).click();
	await page.keyboard.insertText('# from this one\n');
	await expect(page.getByText('Not saved: trying again')).toBeVisible();
	await write(other, 'Dockerfile', '# from the other window\n');
	await page.unroute('**/api/labs/go/work/files/**');
	await expect(page.getByText('Dockerfile was changed elsewhere,')).toBeVisible();
	await expect(editor(page)).toContainText('# from this one');
	await page.getByText('Show the other text').click();
	await expect(page.getByLabel('The other text of Dockerfile')).toContainText('# from the other window');
	await page.getByRole('button', { name: 'Take the other' }).click();
	await expect(editor(page)).toContainText('# from the other window');
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
});

test('starting over asks first, and brings the first files back', async ({ page }) => {
	await page.goto(labPath);
	await write(page, 'Dockerfile', '# mine\n');
	await page.getByRole('button', { name: 'Start over' }).click();
	const dialog = page.getByRole('dialog', { name: 'Start this lab over?' });
	await dialog.getByRole('button', { name: 'Keep my files' }).click();
	await expect(editor(page)).toContainText('# mine');
	await page.getByRole('button', { name: 'Start over' }).click();
	await dialog.getByRole('button', { name: 'Start over' }).click();
	await expect(editor(page)).toContainText('FROM debian');
});

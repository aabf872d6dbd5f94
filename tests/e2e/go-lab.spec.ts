/** From the home page through the Go lab: break it, see why, mend it, pass. */
import { complaints } from './complaints.ts';
import { editor, expect, labFile, labPath, startOver, test, trueExplanation, waitUntilReady, write } from './course.ts';

/** A build or check on a machine that does other things too. */
const jobTimeout = 300_000;

test('a learner breaks the Dockerfile, sees the failing line, mends it, and passes', async ({ page }) => {
	await startOver(page);
	await page.goto('/');
	await page.getByRole('link', { name: 'Start the Go lab' }).click();
	await expect(page).toHaveURL(labPath);
	await expect(page.getByRole('heading', { name: 'A calculator in two images' })).toBeVisible();
	await waitUntilReady(page);

	const solution = await labFile('solution', 'Dockerfile');
	const lines = solution.split('\n');
	const broken = lines.findIndex((line) => line.includes('go build'));
	await write(page, 'Dockerfile', solution.replace('go build', 'go biuld'));
	await page.getByRole('button', { name: 'Build', exact: true }).click();
	const log = page.getByRole('region', { name: 'Build output' });
	await expect(log.getByRole('alert')).toContainText('The build failed at line', { timeout: jobTimeout });
	await expect(log.getByRole('alert').locator('.next-step')).not.toBeEmpty();
	// The line and the hint stand in the editor too. The instruction begins one line above the word that is wrong.
	const marked = page.locator('.cm-line.cm-failing');
	await expect(marked.first()).toContainText(lines[broken - 1]?.trim() ?? 'RUN');
	await expect(page.locator('.cm-lint-marker-error').first()).toBeVisible();
	await expect(page.locator('.line-note.error')).toContainText(/\w+/);

	expect(await complaints(page, 'lab-pane')).toEqual([]);

	await write(page, 'Dockerfile', solution);
	await page.getByRole('button', { name: 'Build', exact: true }).click();
	await expect(log.getByText('Built.')).toBeVisible({ timeout: jobTimeout });
	await expect(marked).toHaveCount(0);

	await page.getByRole('button', { name: 'Check', exact: true }).click();
	await expect(page.getByRole('tab', { name: /Results/ })).toHaveAttribute('aria-selected', 'true');
	const results = page.getByRole('tabpanel', { name: /Results/ });
	await expect(results.getByText(/\d+ of 100 points/)).toBeVisible({ timeout: jobTimeout });
	// The first failed check is open, with its next step: the explanation is not written yet.
	const open = results.locator('details.check[open]');
	await expect(open).toHaveCount(1);
	await expect(open).toContainText('Next step');

	expect(await complaints(page, 'lab-pane')).toEqual([]);

	const explanation = await trueExplanation(page);
	await write(page, 'solution.md', explanation);
	await page.getByRole('button', { name: 'Check', exact: true }).click();
	await expect(results.getByText('100 of 100 points')).toBeVisible({ timeout: jobTimeout });
	await expect(results.locator('details.check.fail')).toHaveCount(0);
	// What was done better than asked is told below the checks, and leads to its line.
	const advice = results.getByRole('region', { name: 'Advice' });
	const praise = advice.getByRole('listitem').filter({ hasText: 'cache mount' });
	await expect(praise).toContainText('well done');
	expect(await complaints(page, 'lab-pane')).toEqual([]);
	await praise.getByRole('button', { name: /Go to Dockerfile, line \d+/ }).click();
	await expect(page.getByRole('tab', { name: 'Files' })).toHaveAttribute('aria-selected', 'true');

	// Everything is there again after the page was loaded anew.
	await page.reload();
	await expect(page.getByRole('tab', { name: /Results 100 of 100/ })).toBeVisible();
	await expect(editor(page)).toContainText('FROM scratch');
	await page.getByRole('tab', { name: 'Layers' }).click();
	await expect(page.getByRole('tabpanel', { name: 'Layers' }).getByText(/magnified/)).toBeVisible();
	expect(await complaints(page, 'lab-pane')).toEqual([]);
	await expect(page.locator('measured-sizes')).toContainText('times smaller');
});

test('a build is cancelled, and followed again by a page that was loaded meanwhile', async ({ page }) => {
	await startOver(page);
	await page.goto(labPath);
	await waitUntilReady(page);
	await write(page, 'Dockerfile', 'FROM debian:trixie\nRUN sleep 200\n');
	await page.getByRole('button', { name: 'Build', exact: true }).click();
	await expect(page.locator('.step.running')).toContainText('sleep 200', { timeout: jobTimeout });
	await page.reload();
	await expect(page.locator('.step.running')).toContainText('sleep 200', { timeout: jobTimeout });
	await page.getByRole('button', { name: 'Cancel' }).click();
	await expect(page.getByText('Cancelled. Nothing of it is kept.')).toBeVisible({ timeout: jobTimeout });
	await expect(page.getByRole('button', { name: 'Build', exact: true })).toBeVisible();
});

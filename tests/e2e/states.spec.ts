/** What the page says when something is missing. The answers of the course are replaced, the page is the real one. */
import type { Health } from '#protocol/api.ts';
import { expect, labPath, startOver, test } from './course.ts';

test.beforeEach(({ page }) => startOver(page));

async function answerHealth(page: import('@playwright/test').Page, change: (health: Health) => Health): Promise<void> {
	await page.route('**/api/health', async (route) => {
		const health = (await (await route.fetch()).json()) as Health;
		await route.fulfill({ json: change(health) });
	});
}

test('no engine: it says what is missing and what to do, and the lesson is there', async ({ page }) => {
	const problem = { message: 'No Docker engine answers.', hint: 'Install Docker.' };
	await answerHealth(page, (health) => ({
		...health,
		status: 'degraded',
		engine: { state: 'missing', step: '', milliseconds: 0, problem },
		labs: health.labs.map((lab) => ({ ...lab, state: 'degraded' })),
	}));
	await page.goto(labPath);
	await expect(page.getByText('No engine', { exact: true })).toBeVisible();
	await expect(page.getByRole('alert')).toContainText('No Docker engine answers. Install Docker.');
	await expect(page.getByRole('button', { name: 'Build', exact: true })).toHaveAttribute('aria-disabled', 'true');
	await expect(page.getByRole('heading', { name: 'Step 1: Build the image with one stage' })).toBeVisible();
});

test('bases being prepared: each one with its step', async ({ page }) => {
	await answerHealth(page, (health) => ({
		...health,
		status: 'preparing',
		engine: { state: 'ready', version: '26.1.5', step: '', milliseconds: 0 },
		bases: [
			{ reference: 'a:1', state: 'present', origin: 'offline', step: '', bytes: 5_000_000, milliseconds: 1 },
			{
				reference: 'b:1',
				state: 'preparing',
				origin: 'offline',
				step: 'unpacking',
				bytes: 2_000_000,
				milliseconds: 4000,
			},
		],
		labs: [{ id: 'go', state: 'waiting', needs: ['a:1', 'b:1'], missing: ['b:1'] }],
	}));
	await page.goto(labPath);
	await expect(page.getByText('Preparing bases: 1 of 2')).toBeVisible();
	const log = page.getByRole('region', { name: 'Build output' });
	await expect(log.getByText('unpacking')).toBeVisible();
	await expect(log.getByText('5.00 MB')).toBeVisible();
});

test('no course: it says so, tries again, and goes on when the course is back', async ({ page }) => {
	await page.clock.install();
	await page.route('**/api/**', (route) => route.abort());
	await page.goto(labPath);
	await expect(page.getByText('The course does not answer', { exact: true })).toBeVisible();
	await expect(page.getByText('Run npm start in its folder').first()).toBeVisible();
	// The page asks again by itself; with its clock held, what comes is the work of the button.
	await page.clock.pauseAt(new Date(Date.now() + 10_000));
	await expect(page.getByText('The course does not answer', { exact: true })).toBeVisible();
	await page.unroute('**/api/**');
	const asked = page.waitForResponse('**/api/health');
	await page.getByRole('region', { name: 'Build output' }).getByRole('button', { name: 'Try again' }).click();
	await asked;
	await page.clock.resume();
	await expect(page.getByText('The course does not answer', { exact: true })).toBeHidden();
	await expect(page.getByRole('textbox', { name: 'Text of Dockerfile' })).toContainText('FROM debian');
});

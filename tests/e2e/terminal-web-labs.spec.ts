/** The commands of the Flask and Node exercises, typed into the terminal of the page, and the service in the preview. */
import type { Page } from '@playwright/test';
import { expect, labFile, startOver, test, write } from './course.ts';
import { openLab, typed } from './typed-commands.ts';

/** A real build on a machine that does other things too, with packages from a registry. */
const buildTimeout = 400_000;

const labs = [
	{ lab: 'flask', lesson: '/lessons/flask/service/', port: 5000, path: '/api/square/12', answer: '144' },
	{ lab: 'node', lesson: '/lessons/node/reverse/', port: 3000, path: '/api/reverse?text=stage', answer: 'egats' },
] as const;

async function endSession(page: Page, lab: string): Promise<void> {
	await page.evaluate((path) => fetch(path, { method: 'DELETE' }), `/api/labs/${lab}/session`);
}

for (const { lab, lesson, port, path, answer } of labs) {
	test(`the commands of the ${lab} exercise, typed, and its service in the preview`, async ({ page }) => {
		await startOver(page, lab);
		await endSession(page, lab);
		await openLab(page, lesson);
		expect(await typed(page, 'docker build -t my-app-before .', buildTimeout)).toContain('[ended: 0]');
		expect(await typed(page, 'docker images my-app-before')).toMatch(/my-app-before\s+latest\s.*\dGB/);

		await write(page, 'Dockerfile', await labFile('solution', 'Dockerfile', lab));
		await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
		expect(await typed(page, 'docker build -t my-app-after .', buildTimeout)).toContain('[ended: 0]');
		expect(await typed(page, "docker images 'my-app-*'")).toMatch(/my-app-after\s+latest\s.*\dMB/);

		const run = `docker run -d --rm --name my-app -p ${port}:${port} my-app-after`;
		expect(await typed(page, run)).toContain('[ended: 0]');
		// A page that comes before the program listens says so, and loads again by itself.
		const asked = `curl -s --retry 20 --retry-all-errors --retry-delay 1 'localhost:${port}${path}'`;
		expect(await typed(page, asked)).toContain(answer);
		await page.getByRole('button', { name: 'Open the preview' }).click();
		const frame = page.frameLocator(`iframe[title="Port ${port} of my-app"]`);
		await expect(frame.locator('body')).toContainText('"service"');
		await page.getByRole('textbox', { name: 'Path' }).fill(path);
		await page.keyboard.press('Enter');
		await expect(frame.locator('body')).toContainText(answer);

		await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
		expect(await typed(page, 'docker stop my-app')).toContain('[ended: 0]');
		await expect(page.getByRole('tab', { name: 'Preview' })).toBeHidden();
		await endSession(page, lab);
	});
}

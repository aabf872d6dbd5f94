/** The course that the tests visit: the real one, on a free port, with work of its own and the engine that all tests share. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface RunningCourse {
	/** Without a slash at its end. */
	readonly address: string;
	readonly workDir: string;
}

async function start(workDir: string) {
	const child = spawn(process.execPath, [join(root, 'tests/helpers/serve-course.ts'), workDir], {
		cwd: root,
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const exit = once(child, 'exit');
	for await (const line of createInterface({ input: child.stdout })) {
		const event = JSON.parse(line) as { readonly kind: string; readonly address?: string };
		if (event.kind !== 'listening' || event.address === undefined) continue;
		child.stdout.resume();
		return { address: event.address.replace(/\/$/, ''), stop: () => [child.kill('SIGTERM'), exit] as const };
	}
	throw new Error('the course ended before it listened');
}

export const test = base.extend<{ readonly quiet: undefined }, { readonly course: RunningCourse }>({
	course: [
		// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
		async ({}, use) => {
			const workDir = await mkdtemp(join(tmpdir(), 'stagecraft-e2e-'));
			const running = await start(workDir);
			await use({ address: running.address, workDir });
			await running.stop()[1];
			await rm(workDir, { recursive: true });
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

export function labFile(folder: string, path: string): Promise<string> {
	return readFile(join(root, 'labs/go', folder, path), 'utf8');
}

/** Puts the starter back, as the button does. */
export async function startOver(page: Page): Promise<void> {
	await page.goto('/');
	const status = await page.evaluate(async () => (await fetch('/api/labs/go/work/reset', { method: 'POST' })).status);
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

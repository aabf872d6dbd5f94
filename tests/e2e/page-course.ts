/** The course's pages without an engine: terminals are shells of this machine, the session does what a test says. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';
import type { Health } from '#protocol/api.ts';
import type { SessionView } from '#protocol/session-view.ts';
import { testDataDir } from '../helpers/data-dir.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface PageCourse {
	readonly address: string;
	/** Folder with the learner's files. */
	readonly files: string;
	/** Folder with the pages as they were built. */
	readonly site: string;
	/** Address of what a container would serve. */
	readonly preview: string;
	/** Resolves when it is so. */
	order(order: { view?: Partial<SessionView>; starting?: Partial<SessionView>; health?: Health }): Promise<void>;
}

async function start(workDir: string): Promise<PageCourse & { readonly child: ChildProcess }> {
	const child = spawn(process.execPath, [join(root, 'tests/helpers/serve-page.ts'), testDataDir(), workDir], {
		cwd: root,
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	const first = await lines.next();
	if (first.done === true) throw new Error('the course ended before it listened');
	const order: PageCourse['order'] = async (wanted) => {
		child.stdin.write(`${JSON.stringify(wanted)}\n`);
		await lines.next();
	};
	return { ...(JSON.parse(first.value) as Omit<PageCourse, 'order'>), order, child };
}

export const test = base.extend<{ readonly course: PageCourse; readonly quiet: undefined }>({
	// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
	course: async ({}, use) => {
		const workDir = await mkdtemp(join(tmpdir(), 'stagecraft-page-'));
		const { child, ...course } = await start(workDir);
		await use(course);
		const exit = once(child, 'exit');
		child.stdin?.end();
		await exit;
		await rm(workDir, { recursive: true });
	},
	baseURL: async ({ course }, use) => use(course.address),
	permissions: ['clipboard-read', 'clipboard-write'],
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

/** What the terminal that is shown has on its screen. */
export function screen(page: Page) {
	return page.locator('.terminal-view[data-shown="true"] .xterm-rows');
}

export function shellWord(page: Page) {
	return page.locator('.shell-word');
}

/** Opens the lab's terminal and waits for its prompt; it then has the keyboard. */
export async function openTerminal(page: Page, path = labPath, prompt = 'At the prompt'): Promise<void> {
	await page.goto(path);
	await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
	await expect(shellWord(page)).toHaveText(prompt);
	await expect(page.getByRole('textbox', { name: 'Terminal 1' })).toBeFocused();
}

/** Types a command and Enter into the terminal that is shown, which has the keyboard by now, or is given it. */
export async function command(page: Page, text: string): Promise<void> {
	await expect(page.locator('.terminal-view[data-shown="true"] textarea')).toBeFocused();
	await page.keyboard.type(`${text}\n`);
}

/**
 * Starts a program that waits, and can be interrupted: until a program itself has begun, bash may lose a Ctrl-C, or end
 * of it.
 */
export async function runWaiting(page: Page): Promise<void> {
	await command(page, "sh -c 'echo $((6 * 7)); exec cat'");
	await expect(screen(page)).toContainText('42');
	await expect(shellWord(page)).toHaveText('Running');
}

/** The code block of an id, in the lesson. */
export function block(page: Page, id: string) {
	return page.locator(`.code-figure[data-block="${id}"]`);
}

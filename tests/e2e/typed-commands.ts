/** Commands typed into the terminal of a lab's page, on a real engine. */
import type { Page } from '@playwright/test';
import { expect, waitUntilReady } from './course.ts';
import { command, screen, shellWord } from './page-course.ts';

/** A container that starts, on a machine that does other things too. */
export const commandTimeout = 60_000;

const prompt = /^At the prompt/;

/** Opens the page of a lab and its terminal, which then has the keyboard. */
export async function openLab(page: Page, path: string): Promise<void> {
	await page.goto(path);
	await waitUntilReady(page);
	await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
	await expect(shellWord(page)).toHaveText(prompt, { timeout: commandTimeout });
	await page.getByRole('textbox', { name: /^Terminal \d+$/ }).focus();
}

/** Types a command at a free prompt, and waits until it has ended; gives what the screen shows. */
export async function typed(page: Page, text: string, timeout = commandTimeout): Promise<string> {
	await expect(shellWord(page)).toHaveText(prompt, { timeout });
	await command(page, 'clear');
	await expect(screen(page)).not.toContainText('clear');
	// The status is the proof that this command ended, and no other.
	await command(page, `${text}; echo "[ended: $?]"`);
	await expect(screen(page)).toContainText(/\[ended: \d+\]/, { timeout });
	await expect(shellWord(page)).toHaveText(prompt, { timeout });
	return await screen(page).innerText();
}

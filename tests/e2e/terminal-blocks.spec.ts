/** Buttons on code blocks: Run, Apply, Copy. Without an engine, on real shells. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { complaints } from './complaints.ts';
import { block, command, expect, labPath, openTerminal, screen, shellWord, test } from './page-course.ts';

test('Run opens a terminal, types what the lesson shows, and tells how it ended', async ({ page }) => {
	const sent: string[] = [];
	page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(payload.toString())));
	await page.goto(labPath);
	const figure = block(page, 'build-before');
	const shown = (await figure.locator('pre').innerText()).trim();
	await figure.getByRole('button', { name: 'Run' }).click();
	await expect(page.getByRole('tab', { name: 'Terminal', exact: true })).toHaveAttribute('aria-selected', 'true');
	await expect(figure.getByRole('status')).toContainText(/Exit code \d+, /);
	await expect(screen(page)).toContainText(shown.slice(0, 60));
	await expect(page.getByRole('textbox', { name: 'Terminal 1' })).toBeFocused();
	expect(sent.some((frame) => frame.includes('"block":"build-before"'))).toBe(true);
	expect(sent.some((frame) => frame.includes('docker'))).toBe(false);
	expect(await complaints(page, 'main')).toEqual([]);
});

test('Run by keyboard leaves the keyboard in the lesson', async ({ page }) => {
	await page.goto(labPath);
	const run = block(page, 'compare').getByRole('button', { name: 'Run' });
	await run.focus();
	await page.keyboard.press('Enter');
	await expect(block(page, 'compare').getByRole('status')).toContainText('Exit code');
	await expect(run).toBeFocused();
});

test('Run does not type into a program, and offers to interrupt it', async ({ page }) => {
	await openTerminal(page);
	await command(page, 'cat');
	await expect(shellWord(page)).toHaveText('Running');
	const figure = block(page, 'compare');
	await figure.getByRole('button', { name: 'Run' }).click();
	await expect(figure.getByRole('alert')).toContainText('A program runs in the terminal.');
	await expect(screen(page)).not.toContainText('docker images');
	expect(await complaints(page, 'main')).toEqual([]);
	await figure.getByRole('button', { name: 'Interrupt it, then run' }).click();
	await expect(figure.getByRole('status')).toContainText('Exit code');
	await expect(screen(page)).toContainText('docker images');

	await page.getByRole('textbox', { name: 'Terminal 1' }).focus();
	await command(page, 'sleep 1000');
	await expect(shellWord(page)).toHaveText('Running');
	await figure.getByRole('button', { name: 'Run' }).click();
	await figure.getByRole('button', { name: 'Run in a new terminal' }).click();
	await expect(page.getByRole('tab', { name: 'Terminal 2' })).toHaveAttribute('aria-selected', 'true');
	await expect(screen(page)).toContainText('docker images');
});

test('Run with text behind the prompt says so, and can drop it', async ({ page }) => {
	await openTerminal(page);
	await page.keyboard.type('echo half');
	await expect(screen(page)).toContainText('echo half');
	const figure = block(page, 'compare');
	await figure.getByRole('button', { name: 'Run' }).click();
	await expect(figure.getByRole('alert')).toContainText('There is text behind the prompt');
	await figure.getByRole('button', { name: 'Interrupt it, then run' }).click();
	await expect(figure.getByRole('status')).toContainText('Exit code');
});

test('what runs is shown again by a page that was loaded meanwhile', async ({ page, course }) => {
	await openTerminal(page);
	await command(page, 'docker() { sleep 1000; }');
	await block(page, 'compare').getByRole('button', { name: 'Run' }).click();
	await expect(block(page, 'compare').getByRole('status')).toContainText('Running');
	await page.reload();
	await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
	await expect(block(page, 'compare').getByRole('status')).toContainText('Running');
	await page.getByRole('textbox', { name: 'Terminal 1' }).focus();
	await page.keyboard.press('Control+c');
	await expect(block(page, 'compare').getByRole('status')).toContainText('Exit code 130');
	expect(course.files).not.toBe('');
});

test('Apply puts a Dockerfile into the editor, and is taken back by button or by undo', async ({ page, course }) => {
	await page.goto(labPath);
	const editor = page.getByRole('textbox', { name: 'Text of Dockerfile' });
	await editor.click();
	await page.keyboard.press('ControlOrMeta+a');
	await page.keyboard.insertText('# my own text\n');
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	await page.getByText('One way to write it').click();
	const figure = page.locator('.code-figure[data-applies="Dockerfile"]').last();
	await figure.getByRole('button', { name: 'Apply to Dockerfile' }).click();
	await expect(editor).toContainText('FROM scratch');
	await expect(figure.getByText('Your Dockerfile is this text')).toBeVisible();
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	await expect.poll(() => readFile(join(course.files, 'Dockerfile'), 'utf8')).toContain('FROM scratch');
	expect(await complaints(page, 'main')).toEqual([]);
	await figure.getByRole('button', { name: 'Undo' }).click();
	await expect(editor).toHaveText(/^# my own text/);
	await figure.getByRole('button', { name: 'Apply to Dockerfile' }).click();
	await expect(editor).toContainText('FROM scratch');
	await editor.click();
	await page.keyboard.press('ControlOrMeta+z');
	await expect(editor).toHaveText(/^# my own text/);
});

test('every Run button has its command in the built site, and only those', async ({ page, course }) => {
	const blocks = (await (await fetch(`${course.address}/blocks.json`)).json()) as Record<
		string,
		Record<string, { command: string }>
	>;
	await page.goto(labPath);
	const shown = await page
		.locator('.code-figure[data-block]')
		.evaluateAll((figures) =>
			figures.map(
				(figure) =>
					[figure.getAttribute('data-block') ?? '', figure.querySelector('pre')?.textContent?.trim() ?? ''] as const,
			),
		);
	const known = Object.entries(blocks['go/calculator'] ?? {}).map(([id, each]) => [id, each.command] as const);
	const sorted = (pairs: readonly (readonly [string, string])[]) => pairs.toSorted(([a], [b]) => (a < b ? -1 : 1));
	expect(sorted(shown)).toEqual(sorted(known));
});

test('without the course a lesson has its text and its Copy buttons', async ({ page }) => {
	await page.route('**/api/**', (route) => route.abort());
	await page.goto(labPath);
	await expect(page.getByText('The course does not answer', { exact: true })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Run', exact: true })).toHaveCount(0);
	await block(page, 'compare').getByRole('button', { name: 'Copy' }).click();
	await expect(block(page, 'compare').getByRole('button', { name: 'Copied' })).toBeVisible();
});

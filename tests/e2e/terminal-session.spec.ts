/** What the page says of a session, in each of its states, and files that change in the terminal. Without an engine. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { complaints } from './complaints.ts';
import { command, expect, labPath, openTerminal, screen, shellWord, test } from './page-course.ts';

const minute = 60_000;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * minute).toISOString();

test('no session yet, a failed one, one that ended: each says what to do', async ({ page, course }) => {
	await course.order({ starting: { state: 'starting', step: 'making the workspace' } });
	await page.goto(labPath);
	await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
	await expect(page.getByRole('heading', { name: 'Starting your session' })).toBeVisible();
	await expect(page.getByText('Making the workspace.')).toBeVisible();
	const problem = { message: 'The workspace image is missing.', hint: 'Run npx stagecraft prepare.' };
	await course.order({ view: { state: 'failed', problem }, starting: {} });
	await expect(page.getByRole('heading', { name: problem.message })).toBeVisible();
	await expect(page.getByText(problem.hint)).toBeVisible();
	await page.getByText('Use a terminal of your own').click();
	await expect(page.getByText(/^cd .*files/)).toBeVisible();
	expect(await complaints(page, 'lab-pane')).toEqual([]);
	await page.getByRole('button', { name: 'Try again' }).click();
	await expect(shellWord(page)).toHaveText('At the prompt');

	await page.getByText('Session', { exact: true }).click();
	expect(await complaints(page, 'lab-pane')).toEqual([]);
	await page.getByRole('button', { name: 'End the session' }).click();
	const dialog = page.getByRole('dialog', { name: 'End this session?' });
	await expect(dialog).toContainText('Your files are kept');
	await dialog.getByRole('button', { name: 'End the session' }).click();
	await expect(page.getByRole('heading', { name: 'The session has ended.' })).toBeVisible();
	await page.getByRole('button', { name: 'Start a new session' }).click();
	await expect(shellWord(page)).toHaveText('At the prompt');
});

test('a session that ends soon is announced, and can be extended', async ({ page, course }) => {
	await openTerminal(page);
	await course.order({ view: { idleEndsAt: inMinutes(5), warnsAt: inMinutes(-1) } });
	await expect(page.getByRole('alert')).toContainText('This session ends soon');
	await expect(page.getByText(/left$/)).toContainText('4 min');
	expect(await complaints(page, 'lab-pane')).toEqual([]);
	await page.getByRole('button', { name: 'Extend the session' }).click();
	await expect(page.getByText('This session ends soon')).toBeHidden();
});

test('a reset asks first, and brings files and shell back to the beginning', async ({ page, course }) => {
	await openTerminal(page);
	const starter = await readFile(join(course.files, 'Dockerfile'), 'utf8');
	await command(page, 'kept=here; echo "# changed" >> Dockerfile');
	await expect(page.getByRole('textbox', { name: 'Text of Dockerfile', includeHidden: true })).toContainText(
		'# changed',
	);
	await page.getByText('Session', { exact: true }).click();
	await page.getByRole('button', { name: 'Reset to the starter' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Reset everything' }).click();
	// The old shell stands at its prompt until it is gone.
	await expect(screen(page)).not.toContainText('kept=here');
	await expect(shellWord(page)).toHaveText('At the prompt');
	await command(page, 'test -z "$kept" && echo "kept: nothing"');
	await expect(screen(page)).toContainText('kept: nothing');
	expect(await readFile(join(course.files, 'Dockerfile'), 'utf8')).toBe(starter);
	await page.getByRole('tab', { name: 'Files' }).click();
	await expect(page.getByRole('textbox', { name: 'Text of Dockerfile' })).not.toContainText('# changed');
});

test('a reset gives the keyboard to the new shell, also when that is there before all else is done', async ({
	page,
}) => {
	await openTerminal(page);
	await command(page, 'old=here');
	await expect(screen(page)).toContainText('old=here');
	const shellIsThere = Promise.withResolvers<void>();
	await page.route('**/api/labs/go/work', async (route) => {
		await shellIsThere.promise;
		await route.continue();
	});
	await page.getByText('Session', { exact: true }).click();
	await page.getByRole('button', { name: 'Reset to the starter' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Reset everything' }).click();
	await expect(screen(page)).not.toContainText('old=here');
	await expect(shellWord(page)).toHaveText('At the prompt');
	await expect(page.getByRole('dialog')).toBeVisible();
	shellIsThere.resolve();
	await expect(page.getByRole('dialog')).toBeHidden();
	await expect(page.getByRole('textbox', { name: /^Terminal \d/ })).toBeFocused();
});

test('without an engine it says so; the lab can be done elsewhere', async ({ page, course }) => {
	const problem = { message: 'No Docker engine answers.', hint: 'Install Docker.' };
	const engine = { state: 'missing', step: '', milliseconds: 0, problem } as const;
	const lab = { id: 'go', state: 'degraded', needs: [], missing: [] } as const;
	await course.order({
		health: { status: 'degraded', version: '1', engine, bases: [], labs: [{ ...lab, needs: [], missing: [] }] },
	});
	await page.goto(labPath);
	await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
	const panel = page.getByRole('tabpanel', { name: 'Terminal' });
	await expect(panel.getByRole('heading', { name: problem.message })).toBeVisible();
	await expect(panel.getByText(problem.hint)).toBeVisible();
	await expect(panel.getByText('Use a terminal of your own')).toBeVisible();
});

test('a file that changes in the terminal changes in the editor at once', async ({ page }) => {
	await openTerminal(page);
	await command(page, 'printf "FROM scratch\\n# from the terminal\\n" > Dockerfile');
	await page.getByRole('tab', { name: 'Files' }).click();
	const editor = page.getByRole('textbox', { name: 'Text of Dockerfile' });
	await expect(editor).toContainText('# from the terminal');
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	await editor.click();
	await page.keyboard.press('ControlOrMeta+End');
	await page.keyboard.insertText('# from the editor\n');
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
	await command(page, 'cat Dockerfile');
	await expect(screen(page)).toContainText('# from the editor');
});

test('a text that is not saved yet is not lost to one from the terminal', async ({ page, course }) => {
	await page.goto(labPath);
	const editor = page.getByRole('textbox', { name: 'Text of Dockerfile' });
	await expect(editor).toContainText('FROM');
	await page.route('**/work/files/**', (route) => route.abort());
	await editor.click();
	await page.keyboard.insertText('# mine\n');
	await expect(page.getByText('Not saved: trying again')).toBeVisible();
	await writeFile(join(course.files, 'Dockerfile'), '# theirs\n');
	await expect(page.getByText('Dockerfile was changed elsewhere,')).toBeVisible();
	await expect(editor).toContainText('# mine');
	await page.getByText('Show the other text').click();
	await expect(page.getByLabel('The other text of Dockerfile')).toHaveText(/# theirs/);
});

test('a conflict that the session found names both texts', async ({ page, course }) => {
	await openTerminal(page);
	await course.order({ view: { conflicts: [{ path: 'Dockerfile', kept: 'Dockerfile.editor' }] } });
	await expect(page.getByText('Dockerfile was changed in the editor and in the terminal at once.')).toBeVisible();
	await expect(page.getByText('Dockerfile.editor', { exact: true })).toBeVisible();
	expect(await complaints(page, 'lab-pane')).toEqual([]);
	await page.getByRole('button', { name: 'Open Dockerfile' }).click();
	await expect(page.getByRole('textbox', { name: 'Text of Dockerfile' })).toBeVisible();
});

test('a published port opens in a preview', async ({ page, course }) => {
	await openTerminal(page);
	await expect(page.getByRole('tab', { name: 'Preview' })).toBeHidden();
	const url = `${course.preview}?stagecraft-key=k1`;
	await course.order({ view: { previews: [{ container: 'web', port: 5000, url }] } });
	await page.getByRole('button', { name: 'Open the preview' }).click();
	const frame = page.frameLocator('iframe');
	await expect(frame.getByRole('heading', { name: 'Served: /?stagecraft-key=k1' })).toBeVisible();
	await page.getByRole('textbox', { name: 'Path' }).fill('/healthz');
	await page.keyboard.press('Enter');
	await expect(frame.getByRole('heading', { name: 'Served: /healthz?stagecraft-key=k1' })).toBeVisible();
	const away = page.waitForEvent('popup');
	await page.getByRole('link', { name: 'Open in a new tab' }).click();
	await expect((await away).getByRole('heading', { name: 'Served: /healthz?stagecraft-key=k1' })).toBeVisible();
	expect(await complaints(page, 'lab-pane', ['frame-title', 'color-contrast', 'label', 'select-name'])).toEqual([]);
	await course.order({ view: { previews: [] } });
	await expect(page.getByText('No container publishes a port now')).toBeVisible();
	// A server says its own address; in the learner's browser that is the preview.
	await course.order({ view: { previews: [{ container: 'web', port: 5000, url }] } });
	await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
	await command(page, 'echo "http://127.0.0.1:5000/api/square/7"');
	const link = screen(page).locator('> div', { hasText: /^http:/ });
	const place = await link.locator('span').first().boundingBox();
	if (place === null) throw new Error('the link is not seen');
	await page.mouse.move(place.x + 30, place.y + place.height / 2);
	await expect(page.locator('.xterm-cursor-pointer')).toBeAttached();
	await page.mouse.click(place.x + 30, place.y + place.height / 2);
	await expect(frame.getByRole('heading', { name: 'Served: /api/square/7?stagecraft-key=k1' })).toBeVisible();
});

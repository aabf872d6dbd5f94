/** The terminal in the page: typing, tabs, keys, looks, and a line that breaks. Without an engine, on real shells. */
import { complaints } from './complaints.ts';
import { command, expect, labPath, openTerminal, runWaiting, screen, shellWord, test } from './page-course.ts';

test('a shell with at least 80 columns takes what is typed', async ({ page }) => {
	await openTerminal(page);
	await command(page, 'echo "columns: $COLUMNS;" && printf "\\360\\237\\220\\263 ümlaut\\n"');
	await expect(screen(page)).toContainText('ümlaut');
	const columns = Number(/columns: (\d+);/.exec((await screen(page).innerText()).split('\n').slice(1).join(''))?.[1]);
	expect(columns).toBeGreaterThanOrEqual(80);
	await command(page, 'false');
	await expect(shellWord(page)).toHaveText('At the prompt, exit code 1');
	await runWaiting(page);
	await page.keyboard.press('Control+c');
	await expect(shellWord(page)).toHaveText('At the prompt, exit code 130');
});

test('its code is loaded by those who open a lab alone', async ({ page }) => {
	const scripts: string[] = [];
	page.on('request', (request) => scripts.push(request.url()));
	await page.goto('/lessons/images/what-an-image-is/', { waitUntil: 'networkidle' });
	expect(scripts.filter((url) => /session|pane|terminal/.test(url) && url.includes('_astro'))).toEqual([]);
	await page.goto(labPath);
	await expect(page.getByRole('button', { name: 'Run' }).first()).toBeVisible();
	expect(scripts.filter((url) => url.includes('live-terminal'))).toEqual([]);
	await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
	await expect(shellWord(page)).toHaveText('At the prompt');
	expect(scripts.filter((url) => /live-terminal.*\.js$/.test(url))).toHaveLength(1);
});

test('terminals are tabs: opened, walked through by keys, closed', async ({ page }) => {
	await openTerminal(page);
	await command(page, 'echo first');
	await page.getByRole('button', { name: 'New terminal' }).click();
	await expect(page.getByRole('tab', { name: 'Terminal 2' })).toHaveAttribute('aria-selected', 'true');
	await expect(page.getByRole('textbox', { name: 'Terminal 2' })).toBeFocused();
	await command(page, 'sleep 1000');
	await expect(shellWord(page)).toHaveText('Running');
	await page.getByRole('tab', { name: 'Terminal 2' }).focus();
	await page.keyboard.press('ArrowLeft');
	await expect(page.getByRole('tab', { name: 'Terminal 1' })).toBeFocused();
	await expect(screen(page)).toContainText('first');
	await page.keyboard.press('End');
	await page.getByRole('button', { name: 'Close', exact: true }).click();
	const dialog = page.getByRole('dialog', { name: 'Close Terminal 2?' });
	await dialog.getByRole('button', { name: 'Leave it open' }).click();
	await expect(page.getByRole('tab', { name: 'Terminal 2' })).toBeVisible();
	await page.getByRole('button', { name: 'Close', exact: true }).click();
	await dialog.getByRole('button', { name: 'Close it' }).click();
	await expect(page.getByRole('tab', { name: 'Terminal 2' })).toBeHidden();
	await expect(page.getByRole('tab', { name: 'Terminal 1' })).toBeFocused();
	await page.getByRole('button', { name: 'Close', exact: true }).click();
	await expect(page.getByRole('heading', { name: 'No terminal is open' })).toBeVisible();
	await page.getByRole('button', { name: 'Open a terminal' }).click();
	await expect(shellWord(page)).toHaveText('At the prompt');
});

test('a shell that ended stays readable, and another one can be opened', async ({ page }) => {
	await openTerminal(page);
	await command(page, 'echo last words; exit 3');
	await expect(page.getByText('The shell has ended with exit code 3.')).toBeVisible();
	await expect(screen(page)).toContainText('last words');
	await page.getByRole('button', { name: 'Open a terminal' }).click();
	await expect(page.getByRole('tab', { name: 'Terminal 2' })).toHaveAttribute('aria-selected', 'true');
	await expect(shellWord(page)).toHaveText('At the prompt');
});

test('text is copied and pasted by the keys that stand beside it', async ({ page }) => {
	await openTerminal(page);
	await command(page, 'echo one-word-to-copy');
	await expect(screen(page).locator('> div').nth(1)).toHaveText('one-word-to-copy');
	// The layer that takes the mouse lies above the text.
	const word = await screen(page).locator('> div').nth(1).locator('span').first().boundingBox();
	if (word === null) throw new Error('the word is not seen');
	await page.mouse.dblclick(word.x + word.width / 2, word.y + word.height / 2);
	await page.keyboard.press('Control+Shift+C');
	await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('one-word-to-copy');
	await page.keyboard.type('echo got-');
	await page.keyboard.press('Control+Shift+V');
	await page.keyboard.press('Enter');
	await expect(screen(page)).toContainText('got-one-word-to-copy');
	await page.evaluate(() => navigator.clipboard.writeText('echo by-button'));
	await page.getByRole('button', { name: 'Paste Ctrl+Shift+V' }).click();
	await page.keyboard.press('Enter');
	await expect(screen(page)).toContainText('by-button');
	await page.getByRole('button', { name: 'Copy Ctrl+Shift+C' }).click();
	await expect(page.getByText('Mark some text first')).toBeVisible();
});

test('text is found by the key that stands beside it', async ({ page }) => {
	await openTerminal(page);
	await command(page, 'for i in $(seq 200); do echo line $i; done; echo needle; seq 100');
	await expect(shellWord(page)).toHaveText('At the prompt');
	await page.keyboard.press('Control+Shift+F');
	const input = page.getByRole('textbox', { name: 'Find in Terminal 1' });
	await expect(input).toBeFocused();
	await input.fill('needle');
	const found = page.getByRole('search').getByRole('status');
	await expect(found).toHaveText('2 of 2');
	await input.press('Shift+Enter');
	await expect(found).toHaveText('1 of 2');
	// Another height of the terminal does not lose the place.
	const rows = await screen(page).locator('> div').count();
	await page.setViewportSize({ width: 1440, height: 700 });
	await expect.poll(() => screen(page).locator('> div').count()).toBeLessThan(rows);
	await input.press('Enter');
	await expect(found).toHaveText('2 of 2');
	await input.fill('not there');
	await expect(found).toHaveText('Not found');
	expect(await complaints(page, 'lab-pane')).toEqual([]);
	await input.press('Escape');
	await expect(input).toBeHidden();
	await expect(page.getByRole('textbox', { name: 'Terminal 1' })).toBeFocused();
});

test('Tab belongs to the shell, and F6 leads out', async ({ page }) => {
	await openTerminal(page);
	await page.keyboard.type('ech');
	await page.keyboard.press('Tab');
	await expect(screen(page)).toContainText('echo');
	await expect(page.getByRole('textbox', { name: 'Terminal 1' })).toBeFocused();
	await expect(page.getByText('F6 leaves the terminal')).toBeVisible();
	await page.keyboard.press('F6');
	await expect(page.getByRole('button', { name: 'Copy Ctrl+Shift+C' })).toBeFocused();
	await page.getByRole('textbox', { name: 'Terminal 1' }).focus();
	await page.keyboard.press('Shift+F6');
	await expect(page.getByRole('tab', { name: 'Terminal 1' })).toBeFocused();
});

test('the size of the text and the screen reader mode are kept', async ({ page }) => {
	await openTerminal(page);
	const rows = async () => (await screen(page).locator('> div').count()) || 0;
	const before = await rows();
	for (let times = 0; times < 4; times += 1) await page.getByRole('button', { name: 'Larger text' }).click();
	await expect.poll(rows).toBeLessThan(before);
	await page.getByRole('button', { name: 'Screen reader' }).click();
	await expect(page.locator('.xterm-accessibility')).toBeAttached();
	await page.reload();
	await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
	await expect(page.locator('.xterm-accessibility')).toBeAttached();
	await expect(page.getByRole('button', { name: 'Screen reader' })).toHaveAttribute('aria-pressed', 'true');
	await expect.poll(rows).toBeLessThan(before);
	expect(await complaints(page, 'lab-pane')).toEqual([]);
});

test('the colours follow the switch at once', async ({ page }) => {
	await page.emulateMedia({ colorScheme: 'light' });
	await openTerminal(page);
	const paper = () =>
		page.locator('.xterm-scrollable-element').evaluate((element) => getComputedStyle(element).backgroundColor);
	const token = () => page.locator('.terminal-paper').evaluate((element) => getComputedStyle(element).backgroundColor);
	const light = await paper();
	expect(light).toBe(await token());
	await page.getByRole('button', { name: 'Dark colours' }).click();
	await expect.poll(paper).not.toBe(light);
	expect(await paper()).toBe(await token());
	expect(await complaints(page, 'lab-pane')).toEqual([]);
});

test('a reload brings the shell and what it printed back', async ({ page }) => {
	await openTerminal(page);
	await command(page, 'kept=here; seq 300; echo "the-end"');
	await expect(screen(page)).toContainText('the-end');
	await page.reload();
	await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
	await expect(screen(page)).toContainText('the-end');
	await command(page, 'echo "still: $kept"');
	await expect(screen(page)).toContainText('still: here');
	await page.keyboard.press('Control+Shift+F');
	await page.getByRole('textbox', { name: 'Find in Terminal 1' }).fill('the-end');
	await expect(page.getByRole('search').getByRole('status')).toContainText('of 2');
});

test('a line that breaks is told, and comes back with what was printed meanwhile', async ({ page }) => {
	let isDown = false;
	let cut: () => Promise<void> = async () => undefined;
	await page.clock.install();
	await page.routeWebSocket(/\/socket/, (socket) => {
		if (isDown) {
			void socket.close();
			return;
		}
		const server = socket.connectToServer();
		cut = async () => {
			await server.close();
			await socket.close();
		};
	});
	await openTerminal(page);
	await command(page, 'for i in $(seq 400); do echo tick $i; sleep 0.01; done; echo all-ticks');
	await expect(screen(page)).toContainText('tick 20');
	isDown = true;
	await cut();
	await expect(page.getByText('The line to this terminal broke.')).toBeVisible();
	await expect(shellWord(page)).toHaveText('Line broken');
	expect(await complaints(page, 'lab-pane')).toEqual([]);
	await page.keyboard.type('echo lost');
	// The page tries again by itself; with its clock held, what comes is the work of the button.
	await page.clock.pauseAt(new Date(Date.now() + 60_000));
	isDown = false;
	await page.getByRole('button', { name: 'Try now' }).click();
	await page.clock.resume();
	await expect(page.getByText('The line to this terminal broke.')).toBeHidden();
	await expect(screen(page)).toContainText('all-ticks', { timeout: 60_000 });
	await expect(screen(page)).not.toContainText('lost');
	await page.getByRole('textbox', { name: 'Terminal 1' }).focus();
	await page.keyboard.press('Control+Shift+F');
	await page.getByRole('textbox', { name: 'Find in Terminal 1' }).fill('tick 2');
	// 2, 20 to 29, 200 to 299: each once.
	await expect(page.getByRole('search').getByRole('status')).toContainText('of 111');
});

test('a flood is taken in, and Ctrl+C stops it', async ({ page }) => {
	await openTerminal(page);
	await command(page, 'head -c 8000000 /dev/zero | tr "\\0" x | fold -w 79; echo taken-in');
	await expect(screen(page)).toContainText('taken-in', { timeout: 120_000 });
	await command(page, 'yes');
	await expect(screen(page)).toContainText(/y\s*y\s*y/);
	await page.keyboard.press('Control+c');
	await expect(shellWord(page)).toHaveText('At the prompt, exit code 130', { timeout: 30_000 });
});

test.describe('on a phone', () => {
	test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

	test('it works, with the keys that a phone lacks, and says that labs like a wider screen', async ({ page }) => {
		await page.goto(labPath);
		await page.getByRole('button', { name: 'Open the lab anyway' }).click();
		await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
		await expect(page.getByText('Labs like a wider screen')).toBeVisible();
		await expect(shellWord(page)).toHaveText('At the prompt');
		await page.getByRole('textbox', { name: 'Terminal 1' }).focus();
		await runWaiting(page);
		await page.getByRole('button', { name: 'Control C, interrupts' }).click();
		await expect(shellWord(page)).toHaveText('At the prompt, exit code 130');
		const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
		expect(wide).toBeLessThanOrEqual(0);
		expect(await complaints(page, 'lab-pane')).toEqual([]);
	});
});

/** The terminal on a real engine: the eight steps of the exercise as a person types them, and who else may reach it. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { complaints } from './complaints.ts';
import { editor, expect, labFile, labPath, startOver, test, waitUntilReady, write } from './course.ts';
import { block, command, screen } from './page-course.ts';
import config from './playwright.config.ts';
import { commandTimeout, openLab, typed } from './typed-commands.ts';

const { launchOptions } = config.use ?? {};
// Another site that is served by this machine, as a foreign name can be made to point here.
const args = [...(launchOptions?.args ?? []), '--host-resolver-rules=MAP evil.example 127.0.0.1'];
test.use({ launchOptions: { ...launchOptions, args } });

/** A real build on a machine that does other things too. */
const buildTimeout = 400_000;
/** A line of the screen. */
function line(page: Page, text: RegExp) {
	return screen(page).locator('> div', { hasText: text });
}

test.beforeEach(async ({ page }) => {
	await startOver(page);
	await page.evaluate(() => fetch('/api/labs/go/session', { method: 'DELETE' }));
});

test('the eight steps of the exercise, typed', async ({ page }) => {
	await openLab(page, labPath);
	const columns = Number((await typed(page, 'tput cols')).match(/^(\d+)\s*$/m)?.[1]);
	expect(columns).toBeGreaterThanOrEqual(80);
	expect(await typed(page, 'ls')).toContain('calculator.go');

	// 1 to 4: one stage.
	expect(await typed(page, 'docker build -t image-without-multistage .', buildTimeout)).toContain('[ended: 0]');
	await typed(page, 'docker run -d --name before image-without-multistage');
	// It read the end of its input at once.
	expect(await typed(page, 'sleep 1; docker exec -it before bash')).toMatch(/is not running[\s\S]*\[ended: 1\]/);
	await typed(page, 'docker rm before; docker run -dit --name before image-without-multistage');
	await command(page, 'docker exec -it before bash');
	await expect(screen(page)).toContainText(/root@\w+/, { timeout: commandTimeout });
	// What is typed before the program has the terminal would be read by the shell.
	await command(page, 'echo "go"es && go run calculator.go');
	await expect(line(page, /^goes\s*$/)).toBeVisible({ timeout: commandTimeout });
	await command(page, '20 + 3');
	await expect(line(page, /^23\s*$/)).toBeVisible({ timeout: buildTimeout });
	await page.keyboard.press('Control+d');
	await command(page, 'exit');
	const large = await typed(page, 'docker images image-without-multistage');
	expect(large).toMatch(/image-without-multistage\s+latest\s+[0-9a-f]{12}\s.*\d+(\.\d+)?(MB|GB)/);

	// 5 to 8: several stages.
	await write(page, 'Dockerfile', await labFile('solution', 'Dockerfile'));
	await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
	expect(await typed(page, 'docker build -t image-with-multistage .', buildTimeout)).toContain('[ended: 0]');
	await typed(page, 'docker run -dit --name after image-with-multistage');
	expect(await typed(page, "echo '20 + 3' | docker run --rm -i image-with-multistage")).toMatch(/^23\s*$/m);
	const failure = await typed(page, 'docker exec -it after bash');
	// A long line goes on in the next row.
	expect(failure.replaceAll(/\s*\n/g, '')).toContain('executable file not found in $PATH');
	expect(failure).toMatch(/\[ended: 12[67]\]/);
	const both = await typed(page, "docker images 'image-with*'");
	expect(both).toMatch(/image-with-multistage\s+latest\s+[0-9a-f]{12}\s.*\d(\.\d+)?MB/);
	await typed(page, 'docker rm -f before after');
	expect(await complaints(page, 'lab-pane')).toEqual([]);
});

test('Run buttons, a reload and a line that is gone for half a minute', async ({ page }) => {
	let cut: () => Promise<void> = async () => undefined;
	let isDown = false;
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
	await page.goto(labPath);
	await waitUntilReady(page);
	await block(page, 'compare').getByRole('button', { name: 'Run' }).click();
	await expect(block(page, 'compare').getByRole('status')).toContainText('Exit code 0', { timeout: commandTimeout });
	await expect(screen(page)).toContainText('REPOSITORY');

	await typed(page, 'kept=here');
	await page.reload();
	await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
	await expect(screen(page)).toContainText('kept=here', { timeout: commandTimeout });
	await page.getByRole('textbox', { name: /^Terminal \d+$/ }).focus();
	expect(await typed(page, 'echo "still $kept"')).toContain('still here');

	await command(page, 'for i in $(seq 35); do echo "tick $i"; sleep 1; done; echo all-$((30 + 5))');
	await expect(screen(page)).toContainText('tick 2');
	isDown = true;
	await cut();
	await expect(page.getByText('The line to this terminal broke.')).toBeVisible();
	// The line is down for as long as the shell counts on: half a minute.
	const downSince = Date.now();
	await expect.poll(() => Date.now() - downSince, { timeout: 60_000, intervals: [1000] }).toBeGreaterThan(30_000);
	isDown = false;
	await expect(screen(page)).toContainText('all-35', { timeout: commandTimeout });
	await expect(page.getByText('The line to this terminal broke.')).toBeHidden();
	await expect(screen(page)).toContainText(/tick 33\s*tick 34\s*tick 35/);
});

test('files are one: editor and terminal see the same', async ({ page }) => {
	await openLab(page, labPath);
	await typed(page, 'echo "# from the terminal" >> Dockerfile');
	await page.getByRole('tab', { name: 'Files' }).click();
	await expect(editor(page)).toContainText('# from the terminal');
	await write(page, 'Dockerfile', 'FROM scratch\n# from the editor\n');
	await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
	await page.getByRole('textbox', { name: /^Terminal \d+$/ }).focus();
	await expect.poll(() => typed(page, 'cat Dockerfile'), { timeout: commandTimeout }).toContain('# from the editor');
});

test('a page of another site can not start, see or type into anything', async ({ page, context, course }) => {
	await openLab(page, labPath);
	await typed(page, 'echo secret-on-the-screen');
	const view = await page.evaluate(async () => (await fetch('/api/labs/go/session')).json());
	const { id } = (view as { terminals: { id: string }[] }).terminals[0] ?? { id: '' };
	const other = createServer((_request, response) => response.end('<!doctype html><title>Another site</title>'));
	await once(other.listen(0, '127.0.0.1'), 'listening');
	try {
		const { port } = other.address() as AddressInfo;
		for (const site of [`http://evil.example:${port}`, `http://127.0.0.1:${port}`, `http://localhost:${port}`]) {
			const evil = await context.newPage();
			await evil.goto(site);
			const got = await evil.evaluate(
				async ([address = '', terminal = '']) => {
					const path = `${address}/api/labs/go/session`;
					const attempt = (url: string, options: RequestInit) =>
						fetch(url, { credentials: 'include', ...options }).then(
							async (answer) => `${answer.type} ${answer.status} ${await answer.text()}`,
							() => 'refused',
						);
					const socket = (from: string) =>
						new Promise<string>((resolve) => {
							const line = new WebSocket(`${path.replace('http', 'ws')}/terminals/${terminal}/socket${from}`);
							line.onopen = () => line.send(new TextEncoder().encode('\u0011echo typed-by-another\r'));
							line.onmessage = () => resolve('heard');
							line.onclose = () => resolve('closed');
						});
					return {
						start: await attempt(path, { method: 'POST' }),
						startBlind: await attempt(path, { method: 'POST', mode: 'no-cors' }),
						end: await attempt(path, { method: 'DELETE' }),
						see: await attempt(path, {}),
						seeBlind: await attempt(`${path}/events`, { mode: 'no-cors' }),
						openTerminal: await attempt(`${path}/terminals`, { method: 'POST', mode: 'no-cors' }),
						line: await socket(''),
						lineFrom: await socket('?from=0'),
					};
				},
				[course.address, id],
			);
			for (const [what, answer] of Object.entries(got)) {
				expect(answer, `${site}: ${what}`).toMatch(/^(refused|closed|opaque 0 )$/);
			}
			await evil.close();
		}
	} finally {
		other.close();
	}
	const after = await page.evaluate(async () => (await fetch('/api/labs/go/session')).json());
	expect(after).toMatchObject({ state: 'ready', terminals: (view as { terminals: unknown[] }).terminals });
	await expect(screen(page)).not.toContainText('typed-by-another');
});

/** A preview in a real browser: its cookies, its frame, and what it, another program and another site can not do. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type FrameLocator, type Page } from '@playwright/test';
import config from './playwright.config.ts';

interface Served {
	readonly course: string;
	/** Address with its key. */
	readonly preview: string;
	readonly previewOrigin: string;
	readonly otherSite: string;
	/** Address of the line to a terminal. */
	readonly line: string;
}

async function serve(child: ChildProcess): Promise<Served> {
	const lines = createInterface({ input: child.stdout ?? process.stdin });
	const [line] = await once(lines, 'line');
	const { coursePort, preview, otherPort } = JSON.parse(String(line));
	return {
		course: `http://127.0.0.1:${coursePort}`,
		preview,
		previewOrigin: new URL(preview).origin,
		otherSite: `http://evil.example:${otherPort}`,
		line: `ws://127.0.0.1:${coursePort}/api/labs/go/session/terminals/t1/socket`,
	};
}

const test = base.extend<object, { readonly served: Served }>({
	served: [
		// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
		async ({}, use) => {
			const script = fileURLToPath(new URL('../helpers/serve-previews.ts', import.meta.url));
			const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
			const exit = once(child, 'exit');
			await use(await serve(child));
			child.stdin.end();
			await exit;
		},
		{ scope: 'worker' },
	],
});

const { launchOptions } = config.use ?? {};
// Another site that is served by this machine, as a foreign name can be made to point here.
const args = [...(launchOptions?.args ?? []), '--host-resolver-rules=MAP evil.example 127.0.0.1'];
test.use({ launchOptions: { ...launchOptions, args } });

// Nothing is built here.
test.setTimeout(60_000);

const sandbox = 'allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-downloads';

async function frame(page: Page, address: string): Promise<FrameLocator> {
	await page.evaluate(
		([src, allowed]) => {
			document.querySelector('iframe')?.remove();
			const element = document.createElement('iframe');
			element.setAttribute('sandbox', allowed);
			element.src = src;
			document.body.append(element);
		},
		[address, sandbox] as const,
	);
	return page.frameLocator('iframe');
}

/** Asks for data, with the cookies that there are: `status 200`, or the kind of the failure. */
function read(page: Page, address: string): Promise<string> {
	return page.evaluate(
		(url) =>
			fetch(url, { credentials: 'include' }).then(
				({ status }) => `status ${status}`,
				(error: Error) => `failed ${error.name}`,
			),
		address,
	);
}

/** Sends a change as a page can to any site, and sees no answer. */
async function change(page: Page, address: string): Promise<void> {
	await page.evaluate(
		(url) => fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'include' }).catch(() => undefined),
		address,
	);
}

/** From a page of the course: what its session is at. A reset shows there. */
function step(page: Page): Promise<string> {
	return page.evaluate(async () => (await (await fetch('/api/labs/go/session')).json()).step);
}

function lineOpens(page: Page, address: string): Promise<boolean> {
	return page.evaluate(
		(url) =>
			new Promise<boolean>((resolve) => {
				const socket = new WebSocket(url);
				socket.onopen = () => resolve(true);
				socket.onerror = () => resolve(false);
			}),
		address,
	);
}

test('opens in a frame of the course, and keeps its key in a cookie that is Strict', async ({ page, served }) => {
	for (const name of ['127.0.0.1', 'localhost']) {
		await page.goto(served.course.replace('127.0.0.1', name));
		const view = await page.evaluate(async () => (await fetch('/api/labs/go/session')).json());
		const { url } = view.previews[0];
		expect(new URL(url).hostname).toBe(name);
		const shown = await frame(page, url);
		await expect(shown.getByText('path /', { exact: true })).toBeVisible();
		// The cookie alone, at another path, and what the program had set.
		const again = await frame(page, `${new URL(url).origin}/again`);
		await expect(again.getByText('path /again')).toBeVisible();
		await expect(again.getByText('cookies own=1', { exact: true })).toBeVisible();
	}
	const cookies = await page.context().cookies(served.previewOrigin);
	expect(cookies.filter(({ name }) => name.startsWith('stagecraft-preview-'))).toEqual([
		expect.objectContaining({ httpOnly: true, sameSite: 'Strict' }),
	]);
});

test('is all that the course shows in a frame', async ({ page, served }) => {
	await page.goto(served.course);
	const blocked = page.waitForEvent('console', (message) => message.text().includes('frame-src'));
	await frame(page, served.otherSite);
	await blocked;
});

test('can read and change nothing of the course, and keeps the course’s cookie as it is', async ({ page, served }) => {
	await page.goto(served.course);
	const before = await page.context().cookies(served.course);
	await page.goto(served.preview);
	await expect(page.getByText('path /', { exact: true })).toBeVisible();
	expect(await read(page, `${served.course}/api/sessions`)).toBe('failed TypeError');
	await change(page, `${served.course}/api/labs/go/session/reset`);
	expect(await lineOpens(page, served.line)).toBe(false);
	await page.evaluate((name) => {
		// biome-ignore lint/suspicious/noDocumentCookie: what a program of a learner may try
		document.cookie = `${name}=stolen; path=/`;
	}, before[0]?.name);
	const after = await page.context().cookies(served.course);
	expect(after.filter(({ name }) => name === before[0]?.name)).toEqual(before);
	await page.goto(served.course);
	expect([await lineOpens(page, served.line), await step(page)]).toEqual([true, 'ready']);
});

test('and the course are closed to another site', async ({ page, served }) => {
	await page.goto(served.course);
	expect(await lineOpens(page, served.line)).toBe(true);
	await (await frame(page, served.preview)).getByText('path /', { exact: true }).waitFor();
	await page.goto(served.otherSite);
	expect(await lineOpens(page, served.line)).toBe(false);
	expect(await lineOpens(page, served.line.replace('ws://127.0.0.1', 'ws://evil.example'))).toBe(false);
	expect(await read(page, `${served.course}/api/labs/go/session`)).toBe('failed TypeError');
	await change(page, `${served.course}/api/labs/go/session/reset`);
	// The browser has the preview's cookie, and does not send it along from here; with the key the frame is not shown.
	const withoutKey = page.waitForResponse(`${served.previewOrigin}/`);
	await frame(page, `${served.previewOrigin}/`);
	expect((await withoutKey).status()).toBe(403);
	const framed = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
	await frame(page, served.preview);
	await framed;
	// Nor is the course itself.
	const courseFramed = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
	await frame(page, served.course);
	await courseFramed;
	await page.goto(served.course);
	expect(await step(page)).toBe('ready');
	// What was refused elsewhere is done here.
	await change(page, `${served.course}/api/labs/go/session/reset`);
	expect(await step(page)).toBe('reset');
});

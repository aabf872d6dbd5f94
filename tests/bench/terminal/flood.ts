/** A program that prints without end: is the page still there, how much does the course hold, and does Ctrl-C end it? */
import type { Page } from '@playwright/test';
import { sizeText } from '#protocol/size-text.ts';
import type { Bench, BenchOptions } from '../bench.ts';
import { residentBytes, watchResident } from '../process-memory.ts';
import { median, percentile } from '../rounds.ts';
import { atPrompt, keyboard, LabInBrowser, shownRows } from './lab-in-browser.ts';
import { untilShown } from './wait-in-page.ts';

const floodBytes = 100_000_000;
/** Lines as long as those of programs are. */
const line = '0123456789'.repeat(7);
/** Resident memory of the course while it passes on the flood, above what it had before. */
const mostMemory = 30_000_000;
/** Milliseconds from Ctrl-C to the prompt, for 19 of 20. */
const longestInterrupt = 200;
/** Milliseconds without a frame, and from a click to what it changes: what people do not take for hanging (INP, "good"). */
const longestHang = 200;
const leastInterrupts = 20;
/** Frames after which a program that prints has filled all that lies between it and the screen. */
const framesOfFlood = 60;

declare global {
	interface Window {
		stagecraftFrames?: { stop(): number };
	}
}

/** Follows the page's frames; gives how to stop, which tells the longest time between two. */
async function watchFrames(page: Page): Promise<() => Promise<number>> {
	await page.evaluate(() => {
		let longest = 0;
		let last = performance.now();
		let running = true;
		const next = () => {
			const now = performance.now();
			longest = Math.max(longest, now - last);
			last = now;
			if (running) requestAnimationFrame(next);
		};
		requestAnimationFrame(next);
		window.stagecraftFrames = {
			stop: () => {
				running = false;
				return longest;
			},
		};
	});
	return () => page.evaluate(() => window.stagecraftFrames?.stop() ?? Number.NaN);
}

/** Opens or closes the menu of the session; the milliseconds from the click until the page is painted with it. */
async function clickTime(page: Page): Promise<number> {
	const painted = page.evaluate(
		() =>
			new Promise<number>((resolve) => {
				const begin = ({ timeStamp }: Event) =>
					requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timeStamp)));
				addEventListener('click', begin, { capture: true, once: true });
			}),
	);
	await page.getByText('Session', { exact: true }).click();
	return await painted;
}

function isRunning(page: Page): Promise<boolean> {
	return page.evaluate(() => document.querySelector('.shell-word')?.textContent?.startsWith('At the prompt') !== true);
}

async function frames(page: Page, count: number): Promise<void> {
	await page.evaluate(async (many) => {
		for (let frame = 0; frame < many; frame++) await new Promise(requestAnimationFrame);
	}, count);
}

async function interruptTime(page: Page): Promise<number> {
	await page.keyboard.type(`yes ${line}\n`);
	await page.waitForFunction(
		([rows, text]) => (document.querySelector(rows)?.textContent ?? '').trimEnd().endsWith(text),
		[shownRows, line] as const,
	);
	await frames(page, framesOfFlood);
	const prompt = { event: 'keydown', pattern: '\\$\\s*$' } as const;
	const time = await untilShown(page, prompt, () => page.keyboard.press('Control+c'));
	await page.keyboard.type('clear\n');
	await page.waitForFunction((rows) => !document.querySelector(rows)?.textContent?.includes('0123'), shownRows);
	await atPrompt(page);
	return time;
}

async function measureFlood(page: Page, pid: number) {
	const idle = await residentBytes(pid);
	const memory = watchResident(pid);
	const stop = await watchFrames(page);
	const clicks: number[] = [];
	const start = performance.now();
	await page.keyboard.type(`yes ${line} | head -c ${floodBytes}\n`);
	await page.locator('.shell-word', { hasText: 'Running' }).waitFor();
	while (await isRunning(page)) clicks.push(await clickTime(page));
	const seconds = (performance.now() - start) / 1000;
	return { seconds, gap: await stop(), click: Math.max(...clicks), clicks, memory: (await memory.end()) - idle, idle };
}

export const terminalFlood: Bench = {
	name: 'terminal-flood',
	summary: '100 MB printed in the page: frames, clicks, memory of the course; and Ctrl-C in the middle of more',
	async run({ rounds, print }: BenchOptions): Promise<boolean> {
		await using lab = await LabInBrowser.open();
		const page = await lab.terminal();
		// What is compiled and allocated once does not belong to the flood that is measured.
		await page.keyboard.type(`yes ${line} | head -c 5000000\n`);
		await page.locator('.shell-word', { hasText: 'Running' }).waitFor();
		while (await isRunning(page)) await frames(page, 1);
		await page.keyboard.type('clear\n');
		await atPrompt(page);

		const flood = await measureFlood(page, lab.course.pid);
		await page.locator(keyboard).focus();
		await page.keyboard.type('clear\n');
		await atPrompt(page);
		const interrupts: number[] = [];
		while (interrupts.length < Math.max(rounds, leastInterrupts)) interrupts.push(await interruptTime(page));
		const interrupt = percentile(interrupts, 0.95);

		print(`100 MB      ${flood.seconds.toFixed(1)} s, ${(floodBytes / 1e6 / flood.seconds).toFixed(1)} MB/s`);
		print(`frame gap   ${flood.gap.toFixed(0)} ms at most (limit ${longestHang})`);
		print(`click       ${flood.click.toFixed(0)} ms at most, of ${flood.clicks.length} (limit ${longestHang})`);
		print(`memory      ${sizeText(flood.memory)} above ${sizeText(flood.idle)} (limit ${sizeText(mostMemory)})`);
		const middle = median(interrupts).toFixed(0);
		print(
			`Ctrl-C      p95 ${interrupt.toFixed(0)} ms of ${interrupts.length}, median ${middle} ms (limit ${longestInterrupt})`,
		);
		const isResponsive = flood.gap <= longestHang && flood.click <= longestHang;
		return isResponsive && flood.memory <= mostMemory && interrupt <= longestInterrupt;
	},
};

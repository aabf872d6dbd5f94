/** The Go lab in a real browser, on the real course: what the benches of its terminal look at. */
import { type Browser, chromium, type Page } from '@playwright/test';
import config from '../../e2e/playwright.config.ts';
import { RunningCourse } from '../../helpers/running-course.ts';

const labPath = '/lessons/go/calculator/';
/** The first start builds the site; the machine may do other things too. */
const patience = { timeout: 300_000 };

/** The lines that a terminal shows, of ours and of ttyd alike: both are drawn by xterm. */
export const shownRows = '.xterm-rows';
export const keyboard = '.xterm-helper-textarea';

export class LabInBrowser implements AsyncDisposable {
	readonly course: RunningCourse;
	readonly browser: Browser;

	private constructor(course: RunningCourse, browser: Browser) {
		this.course = course;
		this.browser = browser;
	}

	static async open(): Promise<LabInBrowser> {
		const course = await RunningCourse.start();
		return new LabInBrowser(course, await chromium.launch(config.use?.launchOptions ?? {}));
	}

	/** A page of its own, with the lab, once its session is there. */
	async page(): Promise<Page> {
		const page = await this.browser.newPage({ viewport: { width: 1440, height: 900 } });
		// The session of an earlier page may be ready before this one follows it.
		const follows = page.waitForResponse((answer) => answer.url().endsWith('/api/labs/go/session/events'), patience);
		await page.goto(this.course.address + labPath);
		await follows;
		await page.waitForFunction(
			async () => (await (await fetch('/api/labs/go/session')).json()).state === 'ready',
			undefined,
			patience,
		);
		return page;
	}

	/** A page whose terminal has a prompt and the keyboard. */
	async terminal(): Promise<Page> {
		const page = await this.page();
		await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
		await atPrompt(page);
		await page.locator(keyboard).focus();
		return page;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.browser.close();
		await this.course[Symbol.asyncDispose]();
	}
}

/** Waits until the shell's prompt is the last thing on the screen. */
export async function atPrompt(page: Page): Promise<void> {
	await page.waitForFunction(
		(rows) => /\$\s*$/.test(document.querySelector(rows)?.textContent ?? ''),
		shownRows,
		patience,
	);
}

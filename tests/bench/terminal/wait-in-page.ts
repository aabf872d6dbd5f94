/** Times between what a person does and what the page shows, taken in the page itself. */
import type { Page } from '@playwright/test';
import { shownRows } from './lab-in-browser.ts';

declare global {
	interface Window {
		stagecraftShown?: Promise<number>;
	}
}

export interface Awaited {
	/** Name of the event that a person causes next. */
	readonly event: 'click' | 'keydown';
	/** Source of a regular expression for the text of the terminal. */
	readonly pattern: string;
}

/**
 * Does something that causes an event, and gives the milliseconds from that event to the moment in which the terminal's
 * lines in the page match: the browser paints them with the frame that it is in.
 */
export async function untilShown(page: Page, awaited: Awaited, act: () => Promise<unknown>): Promise<number> {
	await page.evaluate(
		([event, pattern, rows]) => {
			const wanted = new RegExp(pattern);
			const { promise, resolve } = Promise.withResolvers<number>();
			window.stagecraftShown = promise;
			let since: number | undefined;
			const look = () => {
				if (since === undefined || !wanted.test(document.querySelector(rows)?.textContent ?? '')) return;
				observer.disconnect();
				resolve(performance.now() - since);
			};
			const observer = new MutationObserver(look);
			observer.observe(document.body, { childList: true, subtree: true, characterData: true });
			const begin = ({ timeStamp }: Event) => {
				since = timeStamp;
			};
			addEventListener(event, begin, { capture: true, once: true });
		},
		[awaited.event, awaited.pattern, shownRows] as const,
	);
	await act();
	const milliseconds = await page.evaluate(() => window.stagecraftShown);
	if (milliseconds === undefined) throw new Error('the page was left meanwhile');
	return milliseconds;
}

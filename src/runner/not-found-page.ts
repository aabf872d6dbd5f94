import { existsSync } from 'node:fs';
import { join } from 'node:path';

const languageFolder = /^\/([a-z]{2})\//;

/** What is sent for an address that is not there, relative to the site: `/de/…` gets the page of its own language, if there is one. */
export function notFoundPage(siteDir: string, url: string): string {
	const language = languageFolder.exec(url)?.[1];
	const page = `${language}/404/index.html`;
	return language !== undefined && existsSync(join(siteDir, page)) ? page : '404.html';
}

/** The browsers that tests and benches look at pages with. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian's package has one name, other systems another. */
const browsers = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Chromium without a window and what belongs to it: the same pages for two thirds of the processor time. */
const shells = ['chromium-headless-shell', 'chrome-headless-shell'];

/** The browser of the system: STAGECRAFT_CHROMIUM, or the first one on PATH; one without a window where there is no other. */
export function systemBrowser(): string | undefined {
	return asked() ?? firstOnPath([...browsers, ...shells]);
}

/** The same for tests of pages, with those without a window first. */
export function testBrowser(): string | undefined {
	return asked() ?? firstOnPath([...shells, ...browsers]);
}

function asked(): string | undefined {
	return process.env['STAGECRAFT_CHROMIUM'] || undefined;
}

/** The file of the first of these programs that PATH has. */
export function firstOnPath(names: readonly string[]): string | undefined {
	const folders = (process.env['PATH'] ?? '').split(delimiter);
	return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
}

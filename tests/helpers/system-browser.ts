/** The browser that tests and benches look at pages with. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian's package has one name, other systems another. */
const browserNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The browser of the system: CHROMIUM, or the first one on PATH. */
export function systemBrowser(): string | undefined {
	const asked = process.env['CHROMIUM'];
	if (asked !== undefined && asked !== '') return asked;
	const folders = (process.env['PATH'] ?? '').split(delimiter);
	return browserNames.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
}

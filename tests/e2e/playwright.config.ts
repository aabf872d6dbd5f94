import { defineConfig } from '@playwright/test';
import { testBrowser } from '../helpers/system-browser.ts';

const executablePath = testBrowser();
// Chromium's sandbox does not start for root, which is whom containers and test machines run as.
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Tests that build images or type into workspaces, on the engine that all tests share. */
const onEngine = ['**/go-lab.spec.ts', '**/keyboard.spec.ts', '**/terminal.spec.ts', '**/terminal-web-labs.spec.ts'];

export default defineConfig({
	testDir: '.',
	projects: [
		{ name: 'pages', testMatch: '**/*.spec.ts', testIgnore: onEngine, outputDir: '../../test-results/pages' },
		{ name: 'engine', testMatch: onEngine, outputDir: '../../test-results/engine' },
	],
	// One course with one learner: tests of one file after the other.
	workers: 1,
	fullyParallel: false,
	forbidOnly: process.env['CI'] !== undefined,
	retries: 0,
	// Guards against hanging. Real builds on two cores, beside other work, take their time.
	timeout: 600_000,
	expect: { timeout: 60_000 },
	use: {
		viewport: { width: 1440, height: 900 },
		// A film of every test would be made, and thrown away: a spinner alone then costs a core.
		trace: { mode: 'retain-on-failure', screenshots: false },
		screenshot: 'only-on-failure',
		launchOptions: { args, ...(executablePath === undefined ? {} : { executablePath }) },
	},
});

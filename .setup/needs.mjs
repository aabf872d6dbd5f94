// What the tests need beyond npm packages: a browser, an engine, the bases and the terminals' image. Quick when all is there.
// Nothing of that may be made later, beside tests which look at the whole build cache to see what was left.
import { spawnSync } from 'node:child_process';
import { firstOnPath, testBrowser } from '../tests/helpers/system-browser.ts';

function fail(message, hint) {
	process.stderr.write(`${message}\nHint: ${hint}\n`);
	process.exit(1);
}

function apt(...args) {
	return spawnSync('apt-get', args, {
		stdio: ['ignore', 'ignore', 'inherit'],
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
	});
}

function needBrowser() {
	if (testBrowser() !== undefined) return;
	const hint = 'install Chromium (`apt-get install chromium`), or name a browser in STAGECRAFT_CHROMIUM.';
	if (process.platform !== 'linux' || process.getuid?.() !== 0 || firstOnPath(['apt-get']) === undefined) {
		fail('The end-to-end tests need Chromium, and there is none.', hint);
	}
	process.stdout.write('Installing Chromium for the end-to-end tests\n');
	// The first is smaller and costs less; older systems have the second alone.
	const packages = ['chromium-headless-shell', 'chromium'];
	const isInstalled = (name) => apt('install', '-y', '--no-install-recommends', name).status === 0;
	if (apt('update').status !== 0 || !packages.some(isInstalled)) fail('Chromium could not be installed.', hint);
}

needBrowser();
const prepare = spawnSync('node', ['src/cli/stagecraft.mjs', 'prepare'], { stdio: 'inherit' });
process.exit(prepare.status ?? 1);

// Runs on any Node: installs the dependencies when, and only when, the lock file changed.
// Plain `npm ci` each time would delete node_modules under a running server.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stampFile = `${root}node_modules/.install-stamp`;

function stampWanted() {
	const lock = readFileSync(`${root}package-lock.json`);
	return createHash('sha256')
		.update(lock)
		.update(process.platform + process.arch)
		.digest('hex');
}

function stampFound() {
	try {
		return readFileSync(stampFile, 'utf8');
	} catch {
		return '';
	}
}

if (stampFound() !== stampWanted()) {
	// Results go to standard output, so what npm says goes to standard error.
	const npm = spawnSync(
		'npm',
		// No dependency needs its install script: ssh2's would compile a faster cipher, with a compiler that few have.
		['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--prefer-offline'],
		{
			cwd: root,
			stdio: ['ignore', 2, 2],
			// The browser of the tests is the system's own; Playwright must not fetch one.
			env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
		},
	);
	if (npm.status !== 0) process.exit(npm.status ?? 1);
	const bin = `${root}node_modules/.bin/stagecraft`;
	// `npx stagecraft` in a checkout finds the command here; npm links only the bins of dependencies.
	if (!existsSync(bin)) symlinkSync('../../src/cli/stagecraft.mjs', bin);
	writeFileSync(stampFile, stampWanted());
}

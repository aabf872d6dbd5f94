// Runs on any Node: installs the dependencies when, and only when, the lock file changed.
// Plain `npm ci` each time would delete node_modules under a running server.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const stampFile = 'node_modules/.install-stamp';
const wanted = createHash('sha256')
	.update(readFileSync('package-lock.json'))
	.update(process.platform + process.arch)
	.digest('hex');

function installed() {
	try {
		return readFileSync(stampFile, 'utf8');
	} catch {
		return '';
	}
}

if (installed() !== wanted) {
	const npm = spawnSync(
		'npm',
		['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--prefer-offline'],
		{
			stdio: 'inherit',
			// The browser of the tests is the system's own; Playwright must not fetch one.
			env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
		},
	);
	if (npm.status !== 0) process.exit(npm.status ?? 1);
	writeFileSync(stampFile, wanted);
}

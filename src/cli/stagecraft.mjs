#!/usr/bin/env node
// Plain JavaScript for any Node: sees to the dependencies and to Node 24, which npm brings on Linux, then runs the command line.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const oldestNode = 24;
const root = new URL('../../', import.meta.url);
const main = new URL('./main.ts', import.meta.url);

if (existsSync(new URL('.setup/install.mjs', root))) await import(new URL('.setup/install.mjs', root).href);

if (Number.parseInt(process.versions.node, 10) >= oldestNode) {
	await import(main.href);
} else {
	const node = fileURLToPath(new URL('node_modules/.bin/node', root));
	if (!existsSync(node)) {
		process.stderr.write(
			`stagecraft: it needs Node ${oldestNode} or newer, and this is Node ${process.versions.node}.\n` +
				`Hint: install Node ${oldestNode} from https://nodejs.org and run the same command again.\n`,
		);
		process.exit(3);
	}
	const child = spawn(node, [fileURLToPath(main), ...process.argv.slice(2)], { stdio: 'inherit' });
	// The terminal sends Ctrl-C to both; what is sent to this process alone is passed on.
	process.on('SIGINT', () => undefined);
	process.on('SIGTERM', () => child.kill('SIGTERM'));
	process.on('SIGHUP', () => child.kill('SIGHUP'));
	child.on('exit', (code, signal) => {
		process.exitCode = signal === null ? (code ?? 1) : 128 + (constants.signals[signal] ?? 0);
	});
}

#!/usr/bin/env node
// Plain JavaScript for any Node: sees to the dependencies and to Node 24, which npm brings on Linux, then runs the command line.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const oldestNode = 24;
// Image analyses stream a gigabyte: with a small young generation their garbage goes before it fills memory.
const leanOptions = ['image', 'grade'].includes(process.argv[2]) ? ['--max-semi-space-size=2'] : [];
const isLean = leanOptions.every((option) => process.execArgv.includes(option));
const root = new URL('../../', import.meta.url);
const main = new URL('./main.ts', import.meta.url);

if (existsSync(new URL('.setup/install.mjs', root))) await import(new URL('.setup/install.mjs', root).href);

const isNew = Number.parseInt(process.versions.node, 10) >= oldestNode;
if (isNew && isLean) {
	// Compiled code is kept, so that the next start is quick and small.
	module.enableCompileCache(fileURLToPath(new URL('node_modules/.cache/stagecraft/', root)));
	await import(main.href);
} else {
	const node = isNew ? process.execPath : fileURLToPath(new URL('node_modules/.bin/node', root));
	if (!existsSync(node)) {
		process.stderr.write(
			`stagecraft: it needs Node ${oldestNode} or newer, and this is Node ${process.versions.node}.\n` +
				`Hint: install Node ${oldestNode} from https://nodejs.org and run the same command again.\n`,
		);
		process.exit(3);
	}
	const child = spawn(node, [...leanOptions, fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
		stdio: 'inherit',
	});
	// The terminal sends Ctrl-C to both; what is sent to this process alone is passed on.
	process.on('SIGINT', () => undefined);
	process.on('SIGTERM', () => child.kill('SIGTERM'));
	process.on('SIGHUP', () => child.kill('SIGHUP'));
	child.on('exit', (code, signal) => {
		process.exitCode = signal === null ? (code ?? 1) : 128 + (constants.signals[signal] ?? 0);
	});
}

// The tests, in the order in which they fail cheapest. Each runner prints its own summary; the last line adds them up.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dataDir = process.env.STAGECRAFT_TEST_DATA ?? fileURLToPath(new URL('../.stagecraft', import.meta.url));
mkdirSync(dataDir, { recursive: true });
const results = mkdtempSync(join(dataDir, 'test-results-'));
const count = { passed: 0, failed: 0, skipped: 0 };
let broken = false;

/** Runs a program that prints as it goes, or when it has ended (`late`). */
async function run(name, command, args, { env = {}, late = false } = {}) {
	const heading = `\n== ${name}\n`;
	if (!late) process.stdout.write(heading);
	const stdio = late ? ['ignore', 'pipe', 'pipe'] : 'inherit';
	const child = spawn(command, args, { stdio, env: { ...process.env, ...env } });
	let output = '';
	child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
	child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
	const status = await new Promise((resolve) => {
		child.on('error', () => resolve(1));
		child.on('close', resolve);
	});
	if (status !== 0) broken = true;
	return () => late && process.stdout.write(heading + output);
}

function readJson(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		broken = true;
		return undefined;
	}
}

function addVitest(file) {
	const report = readJson(file);
	if (report === undefined || report.numTotalTests === 0) broken = true;
	count.passed += report?.numPassedTests ?? 0;
	count.failed +=
		(report?.numFailedTests ?? 0) + (report?.numFailedTestSuites > 0 && report?.numFailedTests === 0 ? 1 : 0);
	count.skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
}

function addPlaywright(file) {
	const stats = readJson(file)?.stats;
	if (stats === undefined || stats.expected === 0) broken = true;
	count.passed += (stats?.expected ?? 0) + (stats?.flaky ?? 0);
	count.failed += stats?.unexpected ?? 0;
	count.skipped += stats?.skipped ?? 0;
	// A flaky test is a bug: it fails the run.
	if ((stats?.flaky ?? 0) > 0) broken = true;
}

async function vitest(name, project, options) {
	const file = join(results, `${project}.json`);
	const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
	const config = ['--config', 'tests/vitest.config.ts', '--project', project];
	const print = await run(name, 'vitest', ['run', ...config, ...reporters], options);
	return () => {
		print();
		addVitest(file);
	};
}

async function playwright(name, project, options) {
	const file = join(results, `${project}.json`);
	const args = ['test', '--config', 'tests/e2e/playwright.config.ts', '--project', project, '--reporter=list,json'];
	const print = await run(name, 'playwright', args, { ...options, env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file } });
	return () => {
		print();
		addPlaywright(file);
	};
}

/** Starts one after the other. */
async function inTurn(starts) {
	const prints = [];
	for (const start of starts) prints.push(await start());
	return () => {
		for (const print of prints) print();
	};
}

try {
	(await vitest('unit tests', 'unit'))();
	await run('what the tests need: browser, engine, bases', 'node', ['.setup/needs.mjs']);
	const noted = join(results, 'leftovers.json');
	await run('what is on the engine before', 'node', ['tests/helpers/leftovers.ts', 'note', noted]);
	// Much of their time they wait: for an engine to start, for a limit to be reached.
	const beside = inTurn([
		() => vitest('integration tests that build nothing on the shared engine', 'beside', { late: true }),
		() => playwright('end-to-end tests of pages', 'pages', { late: true }),
	]);
	(await vitest('integration tests', 'integration'))();
	(await beside)();
	(await playwright('end-to-end tests on the engine', 'engine'))();
	await run('what the tests left on the engine', 'node', ['tests/helpers/leftovers.ts', 'compare', noted]);
} finally {
	rmSync(results, { recursive: true, force: true });
}

process.stdout.write(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`);
process.exit(broken || count.failed > 0 || count.passed === 0 ? 1 : 0);

// The tests, in the order in which they fail cheapest. Each runner prints its own summary; the last line adds them up.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dataDir = process.env.STAGECRAFT_TEST_DATA ?? fileURLToPath(new URL('../.stagecraft', import.meta.url));
mkdirSync(dataDir, { recursive: true });
const results = mkdtempSync(join(dataDir, 'test-results-'));
const count = { passed: 0, failed: 0, skipped: 0 };
let broken = false;

function run(name, command, args, env = {}) {
	process.stdout.write(`\n== ${name}\n`);
	const child = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
	if (child.status !== 0) broken = true;
	return child.status === 0;
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

try {
	for (const project of ['unit', 'integration']) {
		if (project === 'integration') {
			run('what the tests need: browser, engine, bases', 'node', ['.setup/needs.mjs']);
		}
		const file = join(results, `${project}.json`);
		run(`${project} tests`, 'vitest', [
			'run',
			'--config',
			'tests/vitest.config.ts',
			'--project',
			project,
			'--reporter=default',
			'--reporter=json',
			`--outputFile.json=${file}`,
		]);
		addVitest(file);
	}
	const file = join(results, 'e2e.json');
	run(
		'end-to-end tests',
		'playwright',
		['test', '--config', 'tests/e2e/playwright.config.ts', '--reporter=list,json'],
		{
			PLAYWRIGHT_JSON_OUTPUT_NAME: file,
		},
	);
	addPlaywright(file);
} finally {
	rmSync(results, { recursive: true, force: true });
}

process.stdout.write(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`);
process.exit(broken || count.failed > 0 || count.passed === 0 ? 1 : 0);

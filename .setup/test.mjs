// The tests, in the order in which they fail cheapest. Each runner prints its own summary; the last line adds them up.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KeptPasses } from '../tests/helpers/kept-passes.ts';
import { failureText, playwrightReport, reportVariable, vitestReport } from '../tests/helpers/test-reports.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dataDir = process.env.STAGECRAFT_TEST_DATA ?? join(root, '.stagecraft');
mkdirSync(dataDir, { recursive: true });
const results = mkdtempSync(join(dataDir, 'test-results-'));
const count = { passed: 0, failed: 0, skipped: 0 };
/** Where tools keep what they compiled, in place of the folder for temporary files. */
const caches = {
	NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/stagecraft'),
	PLAYWRIGHT_TRANSFORM_CACHE_DIR: join(root, 'node_modules/.cache/playwright'),
};
const failures = [];
let broken = false;
let keptTests = 0;

/** Starts a program that prints as it goes, or from when `print` is called (`late`). `ended` gives whether it went well. */
function begin(name, command, args, { env = {}, late = false } = {}) {
	const heading = `\n== ${name}\n`;
	if (!late) process.stdout.write(heading);
	const stdio = late ? ['ignore', 'pipe', 'pipe'] : 'inherit';
	const child = spawn(command, args, { stdio, env: { ...caches, ...process.env, ...env } });
	let output = late ? heading : '';
	let isShown = !late;
	const take = (text) => {
		if (isShown) process.stdout.write(text);
		else output += text;
	};
	for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', take);
	const ended = new Promise((resolve) => {
		child.on('error', () => resolve(false));
		child.on('close', (status) => resolve(status === 0));
	}).then((isGood) => {
		if (!isGood) broken = true;
		return isGood;
	});
	const print = () => {
		process.stdout.write(output);
		output = '';
		isShown = true;
	};
	return { ended, print };
}

/** Runs a program to its end. */
async function run(name, command, args, options) {
	const { ended, print } = begin(name, command, args, options);
	return { isGood: await ended, print };
}

/** Adds up what a runner wrote. None ran, or one had to be tried again: that fails the run, too. */
function readReport(file, read) {
	try {
		const { passed, skipped, failed, flaky } = read(readFileSync(file, 'utf8'));
		if (passed + failed.length === 0 || flaky.length > 0) broken = true;
		failures.push(...failed, ...flaky.map(({ name, message }) => ({ name: `${name} (flaky)`, message })));
		return { passed: passed + flaky.length, failed: failed.length, skipped };
	} catch (error) {
		broken = true;
		process.stdout.write(`\nno report that can be read: ${error.message}\n`);
		return { passed: 0, failed: 0, skipped: 0 };
	}
}

function add({ passed, failed, skipped }) {
	count.passed += passed;
	count.failed += failed;
	count.skipped += skipped;
}

/** Prints and counts a suite; gives how many tests passed, or undefined when the suite did not pass whole. */
function finished({ isGood, print }, count) {
	return () => {
		print();
		const { passed, failed, skipped } = count();
		add({ passed, failed, skipped });
		return isGood && passed > 0 && failed === 0 && skipped === 0 ? passed : undefined;
	};
}

async function vitest(name, project, options) {
	const file = join(results, `${project}.json`);
	const reporters = ['--reporter=default', '--reporter=./tests/helpers/vitest-reporter.ts'];
	const args = ['run', '--config', 'tests/vitest.config.ts', '--project', project, ...reporters];
	const ran = await run(name, 'vitest', args, { ...options, env: { [reportVariable]: file } });
	return finished(ran, () => readReport(file, vitestReport));
}

async function playwright(name, project, options) {
	const file = join(results, `${project}.json`);
	const args = ['test', '--config', 'tests/e2e/playwright.config.ts', '--project', project, '--reporter=list,json'];
	const ran = await run(name, 'playwright', args, { ...options, env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file } });
	return finished(ran, () => readReport(file, playwrightReport));
}

/** Runs a suite unless it passed on the same: then that counts. */
async function unlessKept(passes, name, suite, start) {
	const kept = passes.find(suite);
	if (kept !== undefined) {
		return () => {
			process.stdout.write(
				`\n== ${name}\nnot run again: all ${kept.passed} passed at ${kept.at} with the same files, packages, engine and bases\n`,
			);
			keptTests += kept.passed;
			add({ passed: kept.passed, failed: 0, skipped: 0 });
		};
	}
	const keep = passes.begin(suite);
	const finish = await start(name, suite);
	return () => {
		const passed = finish();
		if (passed !== undefined) keep(passed);
	};
}

/** The engine and its bases, as a text; undefined when they do not answer, which the tests will tell. */
function engineState() {
	try {
		return execFileSync('node', ['tests/helpers/engine-state.ts'], { encoding: 'utf8' });
	} catch {
		return undefined;
	}
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
	// Mostly downloads, beside tests that need nothing of it.
	const onTestData = { env: { STAGECRAFT_DATA: dataDir } };
	const needs = begin('what the tests need: browser, engine, bases', 'node', ['.setup/needs.mjs'], {
		...onTestData,
		late: true,
	});
	(await vitest('unit tests', 'unit'))();
	needs.print();
	await needs.ended;
	const noted = join(results, 'leftovers.json');
	await run('what is on the engine before', 'node', ['tests/helpers/leftovers.ts', 'note', noted]);
	// Much of their time they wait: for an engine to start, for a limit to be reached.
	const kept = { folder: join(dataDir, 'test-passes'), root, state: engineState(), env: process.env };
	const passes = new KeptPasses(kept);
	const late = (runner) => (name, suite) => runner(name, suite, { late: true });
	const beside = inTurn([
		() => unlessKept(passes, 'integration tests that build nothing on the shared engine', 'beside', late(vitest)),
		() => unlessKept(passes, 'end-to-end tests of pages', 'pages', late(playwright)),
	]);
	// Nothing that stays may be built later, beside tests which look at the whole build cache to see what was left.
	const prebuilt = async (name, suite) => {
		const prepare = ['src/cli/stagecraft.mjs', 'prepare', '--prebuild'];
		await run('images that labs compare submissions with', 'node', prepare, onTestData);
		return vitest(name, suite);
	};
	(await unlessKept(passes, 'integration tests', 'integration', prebuilt))();
	(await beside)();
	(await unlessKept(passes, 'end-to-end tests on the engine', 'engine', playwright))();
	await run('what the tests left on the engine', 'node', ['tests/helpers/leftovers.ts', 'compare', noted]);
} finally {
	rmSync(results, { recursive: true, force: true });
}

// At the end, where it is found in a long log.
if (failures.length > 0) process.stdout.write(`\n== what failed\n${failureText(failures)}`);
const ofBefore =
	keptTests === 0 ? '' : `; ${keptTests} of them in an earlier run on the same (STAGECRAFT_FRESH=1 runs them again)`;
process.stdout.write(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped${ofBefore}\n`);
process.exit(broken || count.failed > 0 || count.passed === 0 ? 1 : 0);

import { spawnSync } from 'node:child_process';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { TempFolder } from './temp-folder.ts';
import { failureText, playwrightReport, reportVariable, vitestReport } from './test-reports.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const failing = `
	import { afterAll, beforeAll, describe, expect, test } from 'vitest';
	describe('a class', () => {
		test('one', () => {});
		test.skip('two', () => {});
		test('three', () => expect({ size: 1 }).toEqual({ size: 2 }));
	});
	describe('a bench', () => {
		beforeAll(() => { throw new Error('no engine'); });
		test('four', () => {});
	});
	describe('a folder', () => {
		afterAll(() => { throw new Error('not empty'); });
		test('five', () => {});
	});`;

test('names what failed in a run of Vitest: tests, hooks of groups, files that cannot be loaded', async () => {
	await using folder = await TempFolder.create();
	await writeFile(folder.join('a.test.js'), failing);
	await writeFile(folder.join('b.test.js'), "import './missing.js';");
	await symlink(join(root, 'node_modules'), folder.join('node_modules'));
	const file = folder.join('report.json');
	const args = ['run', '--root', folder.path, `--reporter=${join(root, 'tests/helpers/vitest-reporter.ts')}`];
	const ran = spawnSync(join(root, 'node_modules/.bin/vitest'), args, {
		env: { ...process.env, [reportVariable]: file },
		encoding: 'utf8',
	});
	expect(ran.status, ran.stderr).toBe(1);
	const report = vitestReport(await readFile(file, 'utf8'));
	expect(report).toMatchObject({ passed: 2, skipped: 2, flaky: [] });
	const failed = new Map(report.failed.map(({ name, message }) => [name, message]));
	expect([...failed.keys()].sort()).toEqual([
		'a.test.js › a bench',
		'a.test.js › a class › three',
		'a.test.js › a folder',
		'b.test.js',
	]);
	expect(failed.get('a.test.js › a bench')).toMatch(/^no engine\n\s+at /);
	expect(failed.get('a.test.js › a class › three')).toContain('-   "size": 2,\n+   "size": 1,');
	expect(failed.get('a.test.js › a folder')).toContain('not empty');
	expect(failed.get('b.test.js')).toContain('missing.js');
});

const spec = (title: string, status: string, message?: string) => ({
	...{ title, file: 'lab.spec.ts' },
	tests: [{ status, results: [{ errors: message === undefined ? [] : [{ message }] }, { errors: [] }] }],
});

test('reads what Playwright wrote, tests in groups too, and tells flaky ones apart', () => {
	const text = JSON.stringify({
		suites: [
			{
				title: 'lab.spec.ts',
				specs: [spec('one', 'expected'), spec('two', 'skipped')],
				suites: [
					{
						title: 'on a phone',
						specs: [spec('three', 'unexpected', 'Error: no button'), spec('four', 'flaky', 'late')],
					},
				],
			},
		],
		errors: [{ message: 'the server did not start' }],
	});
	expect(playwrightReport(text)).toEqual({
		passed: 1,
		skipped: 1,
		failed: [
			{ name: 'lab.spec.ts › on a phone › three', message: 'Error: no button' },
			{ name: 'outside any test', message: 'the server did not start' },
		],
		flaky: [{ name: 'lab.spec.ts › on a phone › four', message: 'late' }],
	});
});

test('what is no report is refused', () => {
	expect(() => vitestReport('{}')).toThrow('passed');
	expect(() => playwrightReport('cut {')).toThrow('JSON');
});

test('shows the beginning of each message, without the frames of packages', () => {
	const message = ['Error: not equal', '    at x (/project/node_modules/y.js:1:1)', '', 'Expected 1', 'x'.repeat(300)];
	const text = failureText([
		{ name: 'a.test.ts › one', message: message.join('\n') },
		{ name: 'b.test.ts', message: Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n') },
	]);
	expect(text.split('\n')).toEqual([
		'✗ a.test.ts › one',
		'    Error: not equal',
		'    Expected 1',
		`    ${'x'.repeat(200)}`,
		'',
		'✗ b.test.ts',
		...Array.from({ length: 12 }, (_, index) => `    line ${index}`),
		'',
	]);
});

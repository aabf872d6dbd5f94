import { expect, test } from 'vitest';
import { failureText, playwrightReport, vitestReport } from './test-reports.ts';

const assertion = (status: string, title: string, failureMessages: readonly string[] = []) => ({
	...{ ancestorTitles: ['a class'], title, status, failureMessages },
});

const vitestFile = (name: string, status: string, assertionResults: readonly object[], message = '') => ({
	...{ name: `/project/${name}`, status, message, assertionResults },
});

test('reads what Vitest wrote, and names the tests that failed with their messages', () => {
	const text = JSON.stringify({
		testResults: [
			vitestFile('a.test.ts', 'passed', [assertion('passed', 'one'), assertion('pending', 'two')]),
			vitestFile('b.test.ts', 'failed', [
				assertion('failed', 'three', ['\u001B[31mError: 1 is not 2\u001B[39m\n    at b']),
			]),
		],
	});
	expect(vitestReport(text, '/project/')).toEqual({
		passed: 1,
		skipped: 1,
		failed: [{ name: 'b.test.ts › a class › three', message: 'Error: 1 is not 2\n    at b' }],
		flaky: [],
	});
});

test('a file of tests that could not be run has failed', () => {
	const text = JSON.stringify({
		testResults: [
			vitestFile('a.test.ts', 'failed', [], 'Cannot find module'),
			vitestFile('b.test.ts', 'failed', [assertion('passed', 'one')], 'Error in afterAll'),
		],
	});
	expect(vitestReport(text, '/project').failed).toEqual([
		{ name: 'a.test.ts', message: 'Cannot find module' },
		{ name: 'b.test.ts', message: 'Error in afterAll' },
	]);
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
	expect(() => vitestReport('{}', '/project')).toThrow('testResults');
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

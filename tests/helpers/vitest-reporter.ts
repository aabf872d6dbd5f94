/** What the end of `npm test` needs of a run of Vitest. Its own JSON leaves out why a hook of a group of tests failed. */
import { writeFileSync } from 'node:fs';
import type { SerializedError } from 'vitest';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import { type FailedTest, failedTest, reportVariable, type TestReport } from './test-reports.ts';

/** Writes a {@link TestReport} as JSON to the file that {@link reportVariable} names. */
export default class ReportWriter implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
		const file = process.env[reportVariable];
		if (file === undefined) throw new Error(`${reportVariable} names no file to write to.`);
		writeFileSync(file, JSON.stringify(reportOf(modules, unhandled)));
	}
}

function reportOf(modules: readonly TestModule[], unhandled: readonly SerializedError[]): TestReport {
	const report = { passed: 0, skipped: 0, failed: [] as FailedTest[], flaky: [] };
	for (const module of modules) {
		for (const test of module.children.allTests()) {
			const { state, errors } = test.result();
			if (state === 'passed') report.passed += 1;
			else if (state === 'failed') report.failed.push(failedOf(test, errors));
			else report.skipped += 1;
		}
		for (const group of [module, ...module.children.allSuites()]) {
			const errors = group.errors();
			if (errors.length > 0) report.failed.push(failedOf(group, errors));
		}
	}
	if (unhandled.length > 0) report.failed.push(failedTest(['outside any test'], unhandled.map(textOf)));
	return report;
}

function failedOf(one: TestCase | TestSuite | TestModule, errors: readonly SerializedError[]): FailedTest {
	const names = one.type === 'module' ? [] : one.fullName.split(' > ');
	const module = one.type === 'module' ? one : one.module;
	return failedTest([module.relativeModuleId, ...names], errors.map(textOf));
}

function textOf({ message, diff, stack }: SerializedError): string {
	// The stack repeats the message.
	const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
	return [message, ...(diff === undefined ? [] : [diff]), ...frames].join('\n');
}

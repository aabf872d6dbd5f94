/** What the runners wrote of a run as JSON: how many tests passed, and each that did not, with why. */
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

export interface FailedTest {
	/** File and titles, joined as the runners print them. */
	readonly name: string;
	/** As the runner wrote it, without colours; empty when it wrote none. */
	readonly message: string;
}

export interface TestReport {
	readonly passed: number;
	readonly skipped: number;
	/** A file, or a group of tests, whose own hooks failed is one of them. */
	readonly failed: readonly FailedTest[];
	/** Passed when they were tried again. */
	readonly flaky: readonly FailedTest[];
}

/** Names the file that `vitest-reporter.ts` writes its report to. */
export const reportVariable = 'STAGECRAFT_TEST_REPORT';

const failedSchema = z.object({ name: z.string(), message: z.string() });

const reportSchema = z.object({
	passed: z.int(),
	skipped: z.int(),
	failed: z.array(failedSchema),
	flaky: z.array(failedSchema),
});

/** Reads what `vitest-reporter.ts` wrote. @throws when it is something else. */
export function vitestReport(text: string): TestReport {
	return reportSchema.parse(JSON.parse(text));
}

const errorsSchema = z.array(z.object({ message: z.string().optional() }));

const specSchema = z.object({
	title: z.string(),
	file: z.string(),
	tests: z.array(
		z.object({
			status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
			results: z.array(z.object({ errors: errorsSchema.default([]) })),
		}),
	),
});

const suiteSchema = z.object({
	title: z.string(),
	specs: z.array(specSchema).default([]),
	get suites() {
		return z.array(suiteSchema).optional();
	},
});

const playwrightSchema = z.object({ suites: z.array(suiteSchema), errors: errorsSchema.default([]) });

/** Reads what Playwright's JSON reporter wrote (https://playwright.dev/docs/test-reporters#json-reporter). @throws when it is none. */
export function playwrightReport(text: string): TestReport {
	const { suites, errors } = playwrightSchema.parse(JSON.parse(text));
	const report = { passed: 0, skipped: 0, failed: [] as FailedTest[], flaky: [] as FailedTest[] };
	const visit = ({ specs, suites = [] }: z.infer<typeof suiteSchema>, titles: readonly string[]): void => {
		for (const { title, file, tests } of specs) {
			for (const { status, results } of tests) {
				const messages = results.flatMap(({ errors }) => errors.map(({ message }) => message ?? ''));
				if (status === 'skipped') report.skipped += 1;
				else if (status === 'expected') report.passed += 1;
				else report[status === 'flaky' ? 'flaky' : 'failed'].push(failedTest([file, ...titles, title], messages));
			}
		}
		for (const suite of suites) visit(suite, [...titles, suite.title]);
	};
	// The outermost suites are the files.
	for (const suite of suites) visit(suite, []);
	for (const { message = '' } of errors) report.failed.push(failedTest(['outside any test'], [message]));
	return report;
}

export function failedTest(names: readonly string[], messages: readonly string[]): FailedTest {
	return { name: names.join(' › '), message: stripVTControlCharacters(messages.join('\n').trim()) };
}

/** Lines of each message that are shown: enough for what was expected and what came. */
const shownLines = 12;
const shownCharacters = 200;

/** What failed, for the end of a log, where it is found: each test with the beginning of its message. */
export function failureText(failed: readonly FailedTest[]): string {
	return failed.map(({ name, message }) => `✗ ${name}\n${beginning(message)}`).join('\n');
}

function beginning(message: string): string {
	const lines = message.split('\n').filter((line) => line.trim() !== '' && !/^\s+at .*node_modules/.test(line));
	const shown = lines.slice(0, shownLines).map((line) => `    ${line.slice(0, shownCharacters)}\n`);
	return shown.join('');
}

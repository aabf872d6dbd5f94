/** Every format against a file that a person has looked at, and against its published rules. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Report } from '#protocol/report.ts';
import { emitReports, type FormatName, formatNames, formatOfFile, isSingleFormat } from './emit.ts';
import { classReports, failingReport, hostile, perfectReport, ungradableReport } from './report-fixture.ts';

const options = { lab: 'calculator', columns: 80, color: false, folderOf: () => 'submissions/bob' };
const emit = (format: FormatName, reports: readonly Report[]) => emitReports(format, reports, options);

const endings: Readonly<Record<FormatName, string>> = {
	text: 'txt',
	json: 'json',
	csv: 'csv',
	canvas: 'canvas.csv',
	moodle: 'moodle.csv',
	html: 'html',
	markdown: 'md',
	junit: 'xml',
	gradescope: 'gradescope.json',
	prairielearn: 'prairielearn.json',
	github: 'github.txt',
};

describe('emitReports', () => {
	it.each(formatNames)('%s is as it was looked at', async (format) => {
		const reports = isSingleFormat(format) ? [failingReport()] : classReports();
		await expect(emit(format, reports)).toMatchFileSnapshot(`fixtures/class.${endings[format]}`);
	});

	it.each(formatNames)('%s lets no control character and no turned order of reading through', (format) => {
		const text = emit(format, [failingReport()]);
		// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
		expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e]/);
	});

	it.each(['gradescope', 'prairielearn'] as const)('%s takes one report', (format) => {
		expect(() => emit(format, classReports())).toThrow(RangeError);
	});

	it.each([
		['class.csv', 'csv'],
		['out/Class.HTML', 'html'],
		['report.md', 'markdown'],
		['junit.xml', 'junit'],
		['r.json', 'json'],
		['report', undefined],
		['report.pdf', undefined],
	])('takes %s for %s', (file, format) => {
		expect(formatOfFile(file)).toBe(format);
	});
});

describe('csv', () => {
	it('has no cell that a spreadsheet would run', () => {
		const names = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\uff1d1', '|cmd', '%0A=1', '"=1'];
		for (const name of names) {
			const row = emit('csv', [failingReport(name)]).split('\r\n')[1] ?? '';
			expect(row.replace(/^"/, '')).toMatch(/^'/);
		}
	});

	it('leaves the points of an ungradable submission empty', () => {
		const [header = '', row = ''] = emit('csv', [ungradableReport()]).split('\r\n');
		expect(row.split(',')[header.split(',').indexOf('score')]).toBe('');
	});

	it('gives one header to reports with different checks', () => {
		const { checks, ...rest } = perfectReport();
		const [header, ...rows] = emit('csv', [{ ...rest, checks: checks.slice(1) }, perfectReport()])
			.trim()
			.split('\r\n');
		const width = header?.split(',').length;
		expect(rows.map((row) => row.split(',').length)).toEqual([width, width]);
	});
});

/** https://gradescope-autograders.readthedocs.io/en/latest/specs/#output-format */
const textFormat = z.enum(['text', 'html', 'simple_format', 'md', 'ansi']);
const visibility = z.enum(['hidden', 'after_due_date', 'after_published', 'visible']);
const gradescopeSchema = z.strictObject({
	score: z.number().optional(),
	execution_time: z.number().optional(),
	output: z.string().optional(),
	output_format: textFormat.optional(),
	test_output_format: textFormat.optional(),
	test_name_format: textFormat.optional(),
	visibility: visibility.optional(),
	stdout_visibility: visibility.optional(),
	extra_data: z.record(z.string(), z.unknown()).optional(),
	tests: z
		.array(
			z.strictObject({
				score: z.number(),
				max_score: z.number(),
				status: z.enum(['passed', 'failed']),
				name: z.string(),
				name_format: textFormat,
				number: z.string(),
				output: z.string(),
				output_format: textFormat,
				tags: z.array(z.string()),
				visibility,
			}),
		)
		.optional(),
	leaderboard: z
		.array(
			z.strictObject({ name: z.string(), value: z.union([z.number(), z.string()]), order: z.enum(['asc', 'desc']) }),
		)
		.optional(),
});

describe('gradescope', () => {
	it.each([perfectReport(), failingReport(), ungradableReport()])('fits the documented fields', (report) => {
		gradescopeSchema.parse(JSON.parse(emit('gradescope', [report])));
	});

	it('gives no score to an ungradable report, so that the run counts as failed', () => {
		const result = gradescopeSchema.parse(JSON.parse(emit('gradescope', [ungradableReport()])));
		expect(result).not.toHaveProperty('score');
		expect(result).not.toHaveProperty('tests');
		expect(result.output).toContain('The engine went away.');
	});

	it('gives a score that is the sum of its tests', () => {
		const { score, tests = [] } = gradescopeSchema.parse(JSON.parse(emit('gradescope', [failingReport()])));
		expect(tests.reduce((sum, test) => sum + test.score, 0)).toBe(score);
	});
});

/** https://prairielearn.readthedocs.io/en/latest/externalGrading/#grading-results */
const prairielearnSchema = z.discriminatedUnion('gradable', [
	z.strictObject({ gradable: z.literal(false), message: z.string(), format_errors: z.array(z.string()).min(1) }),
	z.strictObject({
		gradable: z.literal(true),
		score: z.number().min(0).max(1),
		message: z.string(),
		output: z.string(),
		tests: z.array(
			z.strictObject({
				name: z.string(),
				description: z.string(),
				points: z.number(),
				max_points: z.number(),
				message: z.string(),
				output: z.string(),
			}),
		),
	}),
]);

describe('prairielearn', () => {
	it.each([perfectReport(), failingReport(), ungradableReport()])('fits the documented fields', (report) => {
		prairielearnSchema.parse(JSON.parse(emit('prairielearn', [report])));
	});

	it('stays below one megabyte, whatever the outputs are', () => {
		const report = failingReport();
		const checks = report.checks.map((check) => ({ ...check, actual: '\u0001"é€😀'.repeat(200_000) }));
		const text = emit('prairielearn', [{ ...report, checks, notes: ['x'.repeat(2_000_000)] }]);
		expect(Buffer.byteLength(text)).toBeLessThan(1_000_000);
		prairielearnSchema.parse(JSON.parse(text));
	});
});

describe('github', () => {
	it('gives no line but its own commands, whatever a learner printed', () => {
		const lines = emit('github', [failingReport()]).trimEnd().split('\n');
		for (const line of lines) expect(line).toMatch(/^::(error|notice|warning) [^:]*::/);
		expect(lines.filter((line) => line.includes(hostile.output))).toEqual([]);
	});
});

describe('markup', () => {
	it('of a learner is text in a page', () => {
		const page = emit('html', [failingReport()]);
		expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
		expect(page).not.toMatch(/<(img|script|textarea)/i);
		expect(page.match(/<\/pre>/g)).toBeNull();
	});

	it('of a learner is text in Markdown', () => {
		const lines = emit('markdown', [failingReport()]).split('\n');
		const text = lines.join('\n').replaceAll('<!-- -->', '');
		expect(text).not.toMatch(/<|@team|\]\(|www\./);
		const row = lines.find((line) => line.startsWith('| &#61;cmd'));
		expect(row?.split('|')).toHaveLength(7);
	});

	it('of a learner is text in XML', () => {
		expect(emit('junit', [failingReport()])).not.toMatch(/<(img|script)|\]\]>/);
	});
});

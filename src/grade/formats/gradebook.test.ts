/** What the importers of Canvas and Moodle look for, by their own code. */
import { describe, expect, it } from 'vitest';
import { emitReports } from './emit.ts';
import { failingReport, hostile, perfectReport, ungradableReport } from './report-fixture.ts';

const options = { lab: 'calculator', columns: 80, color: false, folderOf: () => '' };

/** RFC 4180, for tests: quoted cells, doubled quotes, lines that end with CRLF. */
function cells(csv: string): readonly (readonly string[])[] {
	const rows: string[][] = [[]];
	for (const [, quoted, plain = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
		rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
		if (end !== ',') rows.push([]);
	}
	return rows.slice(0, -1);
}

function known(report: ReturnType<typeof perfectReport>, id: string) {
	return { ...report, submission: { ...report.submission, learner: { name: report.submission.name, id } } };
}

const reports = [known(perfectReport(), '12'), failingReport(), ungradableReport()];

describe('canvas', () => {
	it('has the columns of identity before the column of the assignment, and the points possible', () => {
		const [header, possible, ...rows] = cells(emitReports('canvas', reports, { ...options, column: 'Go lab (77)' }));
		expect(header).toEqual(['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section', 'Go lab (77)']);
		expect(possible?.[0]?.trim()).toBe('Points Possible');
		expect(possible?.at(-1)).toBe('20');
		expect(rows.map((row) => [row[1], row.at(-1)])).toEqual([
			['12', '20'],
			['12345', '6.25'],
			['', ''],
		]);
		expect(rows.map((row) => row.length)).toEqual([6, 6, 6]);
	});

	it('takes the title of the lab without one', () => {
		expect(cells(emitReports('canvas', reports, options))[0]?.at(-1)).toBe('The calculator');
	});

	it('gives no number that Canvas did not give', () => {
		const anonymous = known(perfectReport(), 'x7Yq1');
		expect(cells(emitReports('canvas', [anonymous], options))[2]?.[1]).toBe('');
	});
});

describe('moodle', () => {
	const [header = [], ...rows] = cells(emitReports('moodle', reports, options));
	const column = (name: string) => rows.map((row) => row[header.indexOf(name)]);

	it('has the three columns without which Moodle refuses it, and the number behind "Participant "', () => {
		expect(header).toEqual(expect.arrayContaining(['Identifier', 'Grade', 'Last modified (grade)']));
		expect(column('Identifier')).toEqual(['Participant 12', 'Participant 12345', '']);
		expect(column('Last modified (grade)').every((text) => !Number.isNaN(Date.parse(text ?? '')))).toBe(true);
	});

	it('leaves the grade of an ungradable submission empty', () => {
		expect(column('Grade')).toEqual(['20', '6.25', '']);
		expect(column('Feedback comments')[2]).toBe('');
	});

	it('has feedback in HTML, in which a learner’s output is text', () => {
		const [, feedback = ''] = column('Feedback comments');
		expect(feedback).toContain('<li>The program does its work (calculator.go): &lt;/pre&gt;');
		expect(feedback).not.toMatch(/<(script|textarea|img)/);
	});

	it('has no cell that a spreadsheet would run', () => {
		expect(hostile.name.startsWith('=')).toBe(true);
		expect(rows.flat().filter((cell) => /^\s*[=+@-]/.test(cell))).toEqual([]);
	});
});

/** Files that the gradebooks of Canvas and Moodle import. */
import { stringify } from 'csv-stringify/sync';
import { placeText } from '#protocol/place-text.ts';
import type { Report } from '#protocol/report.ts';
import { safeCell } from './csv.ts';
import { failedChecks, pointsText, rounded, verdictText } from './facts.ts';
import { html } from './html/markup.ts';

type Row = readonly (string | number)[];

/** A number that Canvas gave: a learner without one (anonymous grading, a folder of one's own) is found by nobody. */
const canvasNumber = /^\d+$/;

/**
 * Canvas' gradebook (lib/gradebook_importer.rb in github.com/instructure/canvas-lms): a learner is found by ID, a column by
 * `Title (number)`; with a title alone Canvas offers to make a new assignment. An empty cell changes nothing.
 */
export function canvasCsv(reports: readonly Report[], column: string | undefined): string {
	const [first] = reports;
	const title = column ?? first?.lab.title ?? 'Stagecraft';
	const identity = ['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section'];
	return written([
		[...identity, title],
		['    Points Possible', '', '', '', '', first === undefined ? '' : rounded(first.maxScore)],
		...reports.map((report) => {
			const { id = '' } = report.submission.learner ?? {};
			return [nameOf(report), canvasNumber.test(id) ? id : '', '', '', '', gradeOf(report)];
		}),
	]);
}

/**
 * The grading worksheet of a Moodle assignment (mod/assign/feedback/offline in github.com/moodle/moodle): the identifier is
 * "Participant" and the number in the names of its bulk download. The three columns Identifier, Grade and Last modified must
 * be there. Feedback is read as HTML.
 */
export function moodleCsv(reports: readonly Report[]): string {
	const header = ['Identifier', 'Full name', 'Grade', 'Maximum Grade', 'Last modified (grade)', 'Feedback comments'];
	return written([
		header,
		...reports.map((report) => {
			const { id } = report.submission.learner ?? {};
			return [
				id === undefined ? '' : `Participant ${id}`,
				nameOf(report),
				gradeOf(report),
				pointsText(report.maxScore),
				report.startedAt,
				feedbackOf(report),
			];
		}),
	]);
}

function written(rows: readonly Row[]): string {
	return stringify(
		rows.map((row) => row.map(safeCell)),
		{ record_delimiter: 'windows' },
	);
}

function nameOf({ submission }: Report): string {
	return submission.learner?.name ?? submission.name;
}

/** Empty for a fault of ours: no grade, which is not zero. */
function gradeOf({ status, score }: Report): number | string {
	return status === 'graded' ? rounded(score) : '';
}

function feedbackOf(report: Report): string {
	if (report.status === 'ungradable') return '';
	const items = failedChecks(report).map((check) => {
		const place = placeText(check);
		return html`<li>${check.title}${place === '' ? '' : ` (${place})`}: ${check.actual} ${check.hint}</li>`;
	});
	const list = items.length === 0 ? undefined : html`<ul>${items}</ul>`;
	return html`<p>${verdictText(report)}</p>${list}`.text;
}

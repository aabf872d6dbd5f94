/** One row a submission, for spreadsheets and gradebooks. */
import { stringify } from 'csv-stringify/sync';
import type { Report } from '#protocol/report.ts';
import { checkColumns, failedChecks, imageOf, rounded } from './facts.ts';
import { visible } from './plain.ts';

type Cell = string | number;

/**
 * Comma-separated values as in RFC 4180, UTF-8, with a header row. Points of an ungradable submission are empty: empty is "no
 * grade" in the gradebooks that read such files, where 0 would be a grade. Texts that a spreadsheet would run as a formula
 * begin with an apostrophe (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function reportsCsv(reports: readonly Report[]): string {
	const columns = checkColumns(reports).map(({ id }) => id);
	const header = [
		...['submission', 'learner', 'learner_id', 'outcome', 'score', 'max_score', 'percent'],
		...columns,
		...['failed', 'problem', 'ratio', 'before_bytes', 'after_bytes', 'after_transfer_bytes', 'par'],
		...['advice', 'notes', 'seconds', 'started_at', 'submission_hash'],
	];
	const rows = reports.map((report) => rowOf(report, columns));
	return stringify(
		[header, ...rows].map((row) => row.map(safeCell)),
		{ record_delimiter: 'windows' },
	);
}

function rowOf(report: Report, columns: readonly string[]): Cell[] {
	const { submission, status, score, maxScore, ratio, par, advice, notes, milliseconds, startedAt } = report;
	const isGraded = status === 'graded';
	const pointsOf = new Map(
		report.checks.map((check) => [check.id, check.status === 'error' ? '' : rounded(check.points)]),
	);
	return [
		...[submission.name, submission.learner?.name ?? '', submission.learner?.id ?? '', status],
		...(isGraded
			? [rounded(score), rounded(maxScore), rounded((100 * score) / maxScore)]
			: ['', rounded(maxScore), '']),
		...columns.map((id) => pointsOf.get(id) ?? ''),
		failedChecks(report)
			.map(({ id }) => id)
			.join(' '),
		...[report.fault ?? '', ratio === undefined ? '' : rounded(ratio)],
		...[imageOf(report, 'before')?.sizes.unpacked ?? '', imageOf(report, 'after')?.sizes.unpacked ?? ''],
		...[imageOf(report, 'after')?.sizes.transfer ?? '', par ?? ''],
		advice.map(({ level, id }) => `${level}:${id}`).join(' '),
		...[notes.join(' '), rounded(milliseconds / 1000), startedAt, submission.hash],
	];
}

/** What a spreadsheet takes for the start of a formula, in narrow and wide form. */
const formula = /^[\s'"]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/u;

/** Nothing that a spreadsheet would run, or that spans lines. */
export function safeCell(cell: Cell): Cell {
	if (typeof cell === 'number') return cell;
	const text = visible(cell).replaceAll('\n', ' ');
	return formula.test(text) ? `'${text}` : text;
}

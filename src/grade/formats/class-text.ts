/** Several reports for a person at a terminal: one line each. */
import type { Report } from '#protocol/report.ts';
import { countText, factorText, sizeText } from '#protocol/size-text.ts';
import { failedChecks, imageOf, pointsText, rounded } from './facts.ts';
import { classStatistics } from './html/statistics.ts';
import { visible } from './plain.ts';

/** Longest name that is shown whole; files may be called anything. */
const nameWidth = 32;

/** A table with a line end: names, points, sizes and the ids of the checks that were not passed. */
export function reportsText(reports: readonly Report[]): string {
	const head = ['submission', 'points', 'unpacked', 'ratio', 'not passed'];
	const rows = [head, ...reports.map(rowOf)];
	const widths = head.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
	const lines = rows.map((row) =>
		row
			.map((cell, column) =>
				column === 0 || column === head.length - 1
					? cell.padEnd(widths[column] ?? 0)
					: cell.padStart(widths[column] ?? 0),
			)
			.join('  ')
			.trimEnd(),
	);
	return `${[...lines, '', totals(reports)].join('\n')}\n`;
}

function rowOf(report: Report): string[] {
	const after = imageOf(report, 'after');
	const isGraded = report.status === 'graded';
	return [
		shortened(visible(report.submission.name).replaceAll('\n', ' ')),
		isGraded ? `${pointsText(report.score)}/${pointsText(report.maxScore)}` : 'ungradable',
		after === undefined ? '' : sizeText(after.sizes.unpacked),
		report.ratio === undefined ? '' : factorText(report.ratio),
		isGraded
			? failedChecks(report)
					.map(({ id }) => id)
					.join(' ')
			: visible(report.fault ?? '').replaceAll('\n', ' '),
	];
}

function shortened(name: string): string {
	return name.length <= nameWidth ? name : `${name.slice(0, nameWidth - 1)}…`;
}

function totals(reports: readonly Report[]): string {
	const { graded, ungradable, mean, median } = classStatistics(reports);
	const parts = [
		`${countText(graded, 'submission')} graded`,
		ungradable === 0 ? '' : `${ungradable} ungradable`,
		mean === undefined ? '' : `mean ${rounded(mean)} %`,
		median === undefined ? '' : `median ${rounded(median)} %`,
	];
	return parts.filter((part) => part !== '').join(', ');
}

/** Lines that a build or a check points to. */
import type { Report } from '#protocol/report.ts';
import type { JobView } from './job-view.ts';

export interface LineMark {
	readonly path: string;
	/** From 1, both included. */
	readonly line: number;
	readonly endLine: number;
	readonly severity: 'error' | 'warning';
	readonly message: string;
	readonly hint: string;
}

export function marksOfBuild(view: JobView | undefined, dockerfile: string): readonly LineMark[] {
	const built = view?.built;
	if (built?.outcome !== 'failed' || built.line === undefined) return [];
	return [
		{
			path: dockerfile,
			line: built.line,
			endLine: built.endLine ?? built.line,
			severity: 'error',
			message: built.error ?? 'This line does not build.',
			hint: built.hint ?? '',
		},
	];
}

/** One mark for each failed check that names a line; checks of one line share it. */
export function marksOfReport(report: Report | undefined): readonly LineMark[] {
	const marks = new Map<string, LineMark>();
	for (const check of report?.checks ?? []) {
		if (check.status !== 'fail' || check.file === undefined || check.line === undefined) continue;
		const key = `${check.file}:${check.line}`;
		const before = marks.get(key);
		const message = `${check.title}: ${check.actual}`;
		marks.set(key, {
			path: check.file,
			line: check.line,
			endLine: check.endLine ?? check.line,
			severity: 'warning',
			message: before === undefined ? message : `${before.message}\n${message}`,
			hint: before === undefined ? check.hint : `${before.hint} ${check.hint}`,
		});
	}
	return [...marks.values()];
}

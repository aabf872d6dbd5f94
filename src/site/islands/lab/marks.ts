/** Lines that a build or a check points to. */
import type { Report } from '#protocol/report.ts';
import type { LabText } from '../../text/en/lab.ts';
import { firstFailed } from './check-groups.ts';
import type { JobView } from './job-view.ts';

export interface LineMark {
	readonly path: string;
	/** From 1, both included. */
	readonly line: number;
	readonly endLine: number;
	readonly severity: 'error' | 'warning';
	readonly message: string;
	readonly hint: string;
	/** Whether it is told under the line too, not only in the gutter. */
	readonly note: boolean;
}

export function marksOfBuild(
	view: JobView | undefined,
	dockerfile: string,
	{ jobs }: Pick<LabText, 'jobs'>,
): readonly LineMark[] {
	const built = view?.built;
	if (built?.outcome !== 'failed' || built.line === undefined) return [];
	return [
		{
			path: dockerfile,
			line: built.line,
			endLine: built.endLine ?? built.line,
			severity: 'error',
			message: built.error ?? jobs.lineFails,
			hint: built.hint ?? '',
			note: true,
		},
	];
}

/**
 * One mark for each line that failed checks point to. One of them is noted under its line, `noted` or else the first
 * that failed; the others are marks in the gutter, or the text would drown in notes.
 */
export function marksOfReport(
	report: Report | undefined,
	{ results }: Pick<LabText, 'results'>,
	noted?: string,
): readonly LineMark[] {
	const failed = (report?.checks ?? []).filter((check) => check.status === 'fail' && check.line !== undefined);
	const chosen = failed.find(({ id }) => id === noted) ?? failed.find(({ id }) => id === firstFailed(failed));
	const lines = Map.groupBy(failed, ({ file, line }) => `${file}:${line}`);
	return [...lines.values()].flatMap((checks) => {
		const check = checks.find((each) => each === chosen) ?? checks[0];
		if (check?.file === undefined || check.line === undefined) return [];
		const others = checks.length - 1;
		const more = others === 0 ? '' : results.more(others);
		return [
			{
				path: check.file,
				line: check.line,
				endLine: check.endLine ?? check.line,
				severity: 'warning',
				message: `${check.title}: ${check.actual}`,
				hint: `${check.hint}${more}`,
				note: check === chosen,
			},
		];
	});
}

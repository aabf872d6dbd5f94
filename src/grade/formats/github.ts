/** What GitHub reads: annotations of a workflow run, and the result of GitHub Classroom. */
import type { Advice, CheckResult, Report } from '#protocol/report.ts';
import { failedChecks, ruleIds, verdictText } from './facts.ts';
import { visible } from './plain.ts';

export interface AnnotationOptions {
	/** Folder of the submission from the root of the repository, with `/`; empty for the root itself. */
	readonly folderOf: (report: Report) => string;
}

/**
 * Workflow commands: an error for each failed check at its line, a warning for essential advice, a notice for actionable
 * advice and for the points
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions). GitHub shows ten errors and ten notices
 * of a step. Nothing of a learner stands at the start of a line, and no line end gets through: an output cannot give a
 * command.
 */
export function githubAnnotations(reports: readonly Report[], { folderOf }: AnnotationOptions): string {
	const lines = reports.flatMap((report) => {
		const title = visible(report.submission.name);
		const fault = report.status === 'ungradable' ? `: ${report.fault ?? 'a fault of the grader'}` : '';
		const kind = report.status === 'ungradable' ? 'warning' : 'notice';
		return [
			...failedChecks(report).map((check) => annotation(check, title, folderOf(report))),
			...report.advice.flatMap((advice) => adviceAnnotation(advice, title, folderOf(report))),
			command(kind, { title }, visible(`${verdictText(report)}${fault}`)),
		];
	});
	return lines.map((line) => `${line}\n`).join('');
}

function annotation(check: CheckResult, submission: string, folder: string): string {
	const text = `${check.actual} ${check.hint}`;
	return command('error', { ...placeOf(check, folder), title: `${submission}: ${check.title}` }, visible(text));
}

/** The rest of the advice is in the step summary: it would only push results out of sight here. */
const adviceCommands: Readonly<Partial<Record<Advice['level'], string>>> = {
	essential: 'warning',
	actionable: 'notice',
};

function adviceAnnotation(advice: Advice, submission: string, folder: string): readonly string[] {
	const name = adviceCommands[advice.level];
	if (name === undefined) return [];
	const rules = ruleIds(advice);
	const text = `${advice.message} ${advice.hint}${rules === '' ? '' : ` (${rules})`}`;
	return [command(name, { ...placeOf(advice, folder), title: `${submission}: ${advice.id}` }, visible(text))];
}

function placeOf({ file, line, endLine }: Pick<CheckResult, 'file' | 'line' | 'endLine'>, folder: string) {
	return {
		...(file === undefined ? {} : { file: folder === '' ? file : `${folder}/${file}` }),
		...(line === undefined ? {} : { line: String(line) }),
		...(endLine === undefined ? {} : { endLine: String(endLine) }),
	};
}

function command(name: string, properties: Readonly<Record<string, string>>, message: string): string {
	const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(visible(value))}`);
	return `::${name} ${written.join(',')}::${escapeData(message)}`;
}

/** As `@actions/core` does: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function escapeData(text: string): string {
	return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
	return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/**
 * The `result` of a runner of GitHub Classroom, in base64: one test with whole points, since Classroom shows and reports
 * different grades for more (https://github.com/classroom-resources/autograding-grading-reporter).
 */
export function classroomResult(report: Report): string {
	const maxScore = Math.round(report.maxScore);
	const score = Math.min(maxScore, Math.round(report.score));
	const status = report.status === 'ungradable' ? 'error' : failedChecks(report).length === 0 ? 'pass' : 'fail';
	const [first] = failedChecks(report);
	const result = {
		version: 1,
		status,
		max_score: maxScore,
		tests: [
			{
				name: report.lab.title,
				status,
				score: status === 'error' ? 0 : score,
				message: visible(status === 'error' ? (report.fault ?? '') : verdictText(report)),
				test_code: `stagecraft grade ${report.lab.id}`,
				filename: first?.file ?? '',
				line_no: first?.line ?? 0,
				execution_time: `${Math.round(report.milliseconds / 1000)}s`,
			},
		],
	};
	return Buffer.from(JSON.stringify(result)).toString('base64');
}

/** PrairieLearn's results of an external grader. */
import { placeText } from '#protocol/place-text.ts';
import type { CheckResult, Report } from '#protocol/report.ts';
import { adviceLines, rounded } from './facts.ts';
import { visible } from './plain.ts';

/** PrairieLearn takes files of at most 1 MB; the rest is room for names and brackets. */
const maxOutputBytes = 900_000;

/**
 * One report in the format of https://prairielearn.readthedocs.io/en/latest/externalGrading/#grading-results: a score from 0
 * to 1, points on every test. An ungradable report is `gradable: false`, which costs neither points nor an attempt.
 */
export function prairielearnJson(report: Report): string {
	if (report.status === 'ungradable') {
		const message = `The grader could not do its work; the submission has lost no points: ${visible(report.fault ?? '')}`;
		return `${JSON.stringify({ gradable: false, message, format_errors: [message] }, null, 2)}\n`;
	}
	const share = Math.floor(maxOutputBytes / Math.max(1, report.checks.length) / 3);
	const result = {
		gradable: true,
		score: Math.min(1, Math.max(0, report.score / report.maxScore)),
		message: visible(report.lab.title),
		output: cut([...report.notes, ...adviceLines(report)].map(visible).join('\n'), share),
		tests: report.checks.map((check) => testOf(check, share)),
	};
	return `${JSON.stringify(result, null, 2)}\n`;
}

function testOf(check: CheckResult, share: number) {
	const place = placeText(check);
	const output = [
		`Expected: ${check.expected}`,
		`Found: ${check.actual}`,
		...(place === '' ? [] : [`Where: ${place}`]),
	];
	return {
		name: visible(check.title),
		description: cut(visible(check.rationale), share),
		points: rounded(check.points),
		max_points: rounded(check.maxPoints),
		message: cut(visible(check.status === 'skip' ? check.actual : check.hint), share),
		output: check.status === 'skip' ? '' : cut(visible(output.join('\n')), share),
	};
}

/** `bytes`: UTF-8, as JSON writes it at most: a character may take six. */
function cut(text: string, bytes: number): string {
	if (Buffer.byteLength(JSON.stringify(text)) <= bytes) return text;
	let end = Math.min(text.length, bytes);
	while (Buffer.byteLength(JSON.stringify(text.slice(0, end))) > bytes) end = Math.floor(end * 0.9);
	return `${text.slice(0, end).toWellFormed()}…`;
}

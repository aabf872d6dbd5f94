/** Reports as the JSON of `protocol/reports-file.ts`. */
import type { Advice, CheckResult, Report, ReportImage } from '#protocol/report.ts';
import type { FileReport, ReportsFile } from '#protocol/reports-file.ts';

type FileImage = NonNullable<FileReport['images']['before']>;
type Origin = FileReport['bases'][string]['origin'];

const origins: Readonly<Record<Report['bases'][number]['origin'], Origin>> = {
	offline: 'debian-packages',
	registry: 'pulled',
	user: 'local',
	unknown: 'local',
};

/** One document for all reports of a lab, indented, with a line end. */
export function reportsJson(lab: string, reports: readonly Report[]): string {
	const file: ReportsFile = { schema: 'stagecraft.reports/1', lab, reports: reports.map(fileReport) };
	return `${visibleJson(JSON.stringify(file, null, 2))}\n`;
}

/** The same data, with characters that a terminal or a reader would not show written as escapes. */
function visibleJson(text: string): string {
	return text.replace(/[\u007f-\u009f\p{Cf}]/gu, (character) =>
		[...Array(character.length).keys()]
			.map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
			.join(''),
	);
}

function fileReport(report: Report): FileReport {
	const { engine } = report;
	return {
		submission: report.submission.name,
		learner: learnerOf(report),
		submissionHash: report.submission.hash,
		outcome: report.status,
		problem: problemOf(report),
		score: report.score,
		maxScore: report.maxScore,
		checks: report.checks.map(fileCheck),
		advice: report.advice.map(fileAdvice),
		images: { before: imageOf(report, 'before'), after: imageOf(report, 'after') },
		ratio: report.ratio ?? null,
		par: report.par ?? null,
		engine: engine === undefined ? null : { version: engine.version, store: engine.store, platform: engine.platform },
		bases: Object.fromEntries(
			report.bases.map(({ reference, id, origin }) => [reference, { id: id ?? null, origin: origins[origin] }]),
		),
		notes: report.notes,
		startedAt: report.startedAt,
		durationMs: report.milliseconds,
	};
}

function learnerOf({ submission: { learner } }: Report): FileReport['learner'] {
	return learner === undefined ? null : { name: learner.name, id: learner.id ?? null };
}

function problemOf({ status, fault }: Report): FileReport['problem'] {
	if (status === 'graded') return null;
	return {
		code: 'ungradable',
		message: fault ?? 'The grader could not judge every check.',
		hint: 'Grade this submission again; its place is kept and it has lost no points.',
	};
}

function fileCheck(check: CheckResult): FileReport['checks'][number] {
	const { group: _group, endLine: _endLine, file, line, ...rest } = check;
	return { ...rest, file: file ?? null, line: line ?? null };
}

function fileAdvice({ endLine: _endLine, file, line, ...rest }: Advice): FileReport['advice'][number] {
	return { ...rest, file: file ?? null, line: line ?? null };
}

function imageOf(report: Report, role: ReportImage['role']): FileImage | null {
	const image = report.images.find((one) => one.role === role);
	if (image === undefined) return null;
	return {
		tag: image.tag,
		id: image.id ?? null,
		unpackedBytes: image.sizes.unpacked,
		transferBytes: image.sizes.transfer,
		engineBytes: image.sizes.engine,
		layers: image.layers.map(({ instruction, line, bytes, fromBase }) => ({
			instruction,
			line: line ?? null,
			bytes,
			base: fromBase,
		})),
	};
}

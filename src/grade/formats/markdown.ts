/** Reports as GitHub-flavoured Markdown: for step summaries, pull requests and notes to learners. */
import { placeText } from '#protocol/place-text.ts';
import type { CheckResult, Report } from '#protocol/report.ts';
import { factorText, sizeText } from '#protocol/size-text.ts';
import { adviceText, failedChecks, imageOf, pointsText, sameFiles, verdictText } from './facts.ts';
import { visible } from './plain.ts';

/** A table of all, then what each one should mend. */
export function reportsMarkdown(reports: readonly Report[]): string {
	const [first] = reports;
	const same = sameFiles(reports);
	const lines = [
		`# ${markdownText(first?.lab.title ?? 'Stagecraft')}`,
		'',
		'| submission | points | unpacked size | before / after | not passed |',
		'| --- | --: | --: | --: | --- |',
		...reports.map((report) => tableRow(report, same.has(report.submission.hash))),
		...reports.flatMap(sectionOf),
	];
	return `${lines.join('\n')}\n`;
}

function tableRow(report: Report, isShared: boolean): string {
	const after = imageOf(report, 'after');
	const points =
		report.status === 'graded' ? `${pointsText(report.score)} / ${pointsText(report.maxScore)}` : 'ungradable';
	const cells = [
		`${markdownText(report.submission.name)}${isShared ? ' (same files as another)' : ''}`,
		points,
		after === undefined ? '' : sizeText(after.sizes.unpacked),
		report.ratio === undefined ? '' : factorText(report.ratio),
		failedChecks(report)
			.map(({ id }) => id)
			.join(', '),
	];
	return `| ${cells.join(' | ')} |`;
}

function sectionOf(report: Report): string[] {
	const fault = report.status === 'ungradable' ? ['', markdownText(report.fault ?? '')] : [];
	return [
		'',
		`## ${markdownText(report.submission.name)}: ${verdictText(report)}`,
		...fault,
		'',
		...report.checks.map(checkLine),
		...(report.advice.length > 0 ? ['', 'Advice, without points:', ''] : []),
		...report.advice.map((advice) => `- **${advice.level}** ${markdownText(adviceText(advice))}`),
		...(report.notes.length > 0 ? [''] : []),
		...report.notes.map((note) => `Note: ${markdownText(note)}  `),
	];
}

const marks: Readonly<Record<CheckResult['status'], string>> = {
	pass: '[x]',
	fail: '[ ]',
	skip: '[ ]',
	error: '[ ]',
};

function checkLine(check: CheckResult): string {
	const points = `${pointsText(check.points)} of ${pointsText(check.maxPoints)}`;
	const head = `- ${marks[check.status]} ${markdownText(check.title)} (${points})`;
	if (check.status === 'pass') return head;
	if (check.status === 'skip') return `${head}: not checked`;
	const place = placeText(check);
	const next = check.hint === '' ? '' : ` Next: ${markdownText(check.hint)}`;
	return `${head}  \n  ${place === '' ? '' : `${markdownText(place)}: `}${markdownText(check.actual)}${next}`;
}

/**
 * Text of a learner as Markdown that shows it and does nothing: characters that Markdown or HTML read are entities, a mention
 * does not notify, an address is no link, a line end is a space.
 */
export function markdownText(text: string): string {
	return visible(text)
		.replaceAll('\n', ' ')
		.replace(/[&<>"'`*_[\]{}()#+!|~\\@:$^=]/gu, (character) => `&#${character.charCodeAt(0)};`)
		.replaceAll('&#64;', '&#64;<!-- -->')
		.replace(/^(\s*)([-\d])/u, '$1<!-- -->$2')
		.replace(/\bwww\./giu, 'www&#46;');
}

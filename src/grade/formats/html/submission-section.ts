/** One submission in the class report: its checks, sizes and facts, folded until somebody looks. */
import { placeText } from '#protocol/place-text.ts';
import {
	type Advice,
	type CheckResult,
	type CheckStatus,
	checkGroups,
	type Report,
	type ReportImage,
} from '#protocol/report.ts';
import { durationText, factorText, sizeText } from '#protocol/size-text.ts';
import { pointsText, ruleIds, verdictText } from '../facts.ts';
import { html, type Markup } from './markup.ts';

const words: Readonly<Record<CheckStatus, string>> = {
	pass: 'passed',
	fail: 'not passed',
	skip: 'not checked',
	error: 'fault of the grader',
};

/** `id`: what the table links to; inside the fold, so that the link opens it. */
export function submissionSection(report: Report, id: string, twins: readonly string[]): Markup {
	const learner = report.submission.learner;
	return html`<details>
<summary><span class="name">${report.submission.name}</span>: ${verdictText(report)}</summary>
<div id="${id}">
${learner?.id === undefined ? undefined : html`<p class="dim">Number on the learning platform: ${learner.id}</p>\n`}${
	report.status === 'ungradable'
		? html`<p><strong>Ungradable, which is not zero points:</strong> ${report.fault ?? 'a fault of the grader'}</p>\n`
		: undefined
}${twins.length === 0 ? undefined : html`<p>The same files as: ${twins.join(', ')}.</p>\n`}<ul class="checks">
${checkGroups.flatMap((group) => report.checks.filter((check) => check.group === group)).map(checkItem)}</ul>
${adviceList(report)}${sizesTable(report)}${report.notes.map((note) => html`<p class="dim">Note: ${note}</p>\n`)}${factsLine(report)}</div>
</details>
`;
}

function checkItem(check: CheckResult): Markup {
	const place = placeText(check);
	const rows: readonly (readonly [string, string])[] =
		check.status === 'pass'
			? []
			: [
					['expected', check.expected],
					['found', check.actual],
					['next', check.hint],
					['why', check.rationale],
					['where', place],
				];
	const shown = rows.filter(([, text]) => text !== '');
	return html`<li><span class="mark ${check.status}">${words[check.status]}</span> ${check.title} <span class="dim">(${pointsText(
		check.points,
	)} of ${pointsText(check.maxPoints)})</span>${
		shown.length === 0
			? undefined
			: html`<dl>${shown.map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)}</dl>`
	}</li>
`;
}

function adviceList({ advice }: Report): Markup | undefined {
	if (advice.length === 0) return undefined;
	return html`<p>Advice, without points:</p>
<ul class="checks">
${advice.map(adviceItem)}</ul>
`;
}

function adviceItem(advice: Advice): Markup {
	const rows: readonly (readonly [string, string])[] = [
		['next', advice.hint],
		['where', placeText(advice)],
		['also', ruleIds(advice)],
	];
	const shown = rows.filter(([, text]) => text !== '');
	return html`<li><span class="mark">${advice.level}</span> ${advice.message}${
		shown.length === 0
			? undefined
			: html`<dl>${shown.map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)}</dl>`
	}</li>
`;
}

function sizesTable({ images, ratio, submission }: Report): Markup | undefined {
	if (images.length === 0) return undefined;
	return html`<table><caption>Sizes of the images of ${submission.name}${
		ratio === undefined ? undefined : html`; before is ${factorText(ratio)} times the size of after`
	}</caption>
<thead><tr><th scope="col">image</th><th scope="col" class="number">unpacked</th><th scope="col" class="number">to transfer</th><th scope="col" class="number">by the engine</th></tr></thead>
<tbody>${images.map(imageRow)}</tbody></table>
`;
}

function imageRow({ tag, sizes }: ReportImage): Markup {
	const cells = [sizes.unpacked, sizes.transfer, sizes.engine];
	return html`<tr><th scope="row">${tag}</th>${cells.map((size) => html`<td class="number">${sizeText(size)}</td>`)}</tr>`;
}

function factsLine({ bases, engine, milliseconds, submission }: Report): Markup {
	const parts = [
		bases.length === 0 ? '' : `Bases: ${bases.map(({ reference }) => reference).join(', ')}.`,
		engine === undefined ? '' : `Docker ${engine.version}, ${engine.store} store, ${engine.platform}.`,
		`Graded in ${durationText(milliseconds)}.`,
		submission.hash === '' ? '' : `Files: sha256 ${submission.hash.slice(0, 12)}.`,
	];
	return html`<p class="dim">${parts.filter((part) => part !== '').join(' ')}</p>\n`;
}

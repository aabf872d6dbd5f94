/** One file for a class: table, distributions, and the checks of each learner. Without scripts, and without a network. */
import type { Report } from '#protocol/report.ts';
import { countText, factorText, sizeText } from '#protocol/size-text.ts';
import { failedChecks, imageOf, pointsText, rounded, sameFiles } from '../facts.ts';
import { html, Markup, type Piece } from './markup.ts';
import { type Bin, type CheckRate, type ClassStatistics, classStatistics } from './statistics.ts';
import { style } from './style.ts';
import { submissionSection } from './submission-section.ts';

/** The policy lets nothing in but this file's own style: markup that got past the escaping could still do nothing. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A whole HTML document. The same reports give the same text. */
export function reportsHtml(reports: readonly Report[]): string {
	const title = reports[0]?.lab.title ?? 'Stagecraft';
	const statistics = classStatistics(reports);
	const same = sameFiles(reports);
	const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}: ${countText(reports.length, 'submission')}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<a class="skip-link" href="#submissions">To the submissions</a>
<header>
<h1>${title}</h1>
<p class="dim">${overview(reports, statistics)}</p>
</header>
<main>
<section aria-labelledby="table">
<h2 id="table">All submissions</h2>
${classTable(reports, same)}</section>
<section aria-labelledby="distribution">
<h2 id="distribution">Distribution</h2>
${distribution('Points', 'share of the points', statistics.scores)}${distribution(
	'Unpacked size of the image',
	'size',
	statistics.sizes,
)}${checkRates(statistics)}</section>
<section aria-labelledby="submissions">
<h2 id="submissions">Each submission</h2>
${reports.map((report, index) => submissionSection(report, idOf(index), twinsOf(report, same)))}</section>
</main>
</body>
</html>
`;
	return page.text;
}

function overview(reports: readonly Report[], { graded, ungradable, mean, median }: ClassStatistics): string {
	const started = reports.map(({ startedAt }) => startedAt).toSorted()[0];
	const parts = [
		`${countText(graded, 'submission')} graded`,
		ungradable === 0 ? '' : `${ungradable} ungradable`,
		mean === undefined ? '' : `mean ${rounded(mean)} %`,
		median === undefined ? '' : `median ${rounded(median)} %`,
		started === undefined ? '' : `begun ${started.slice(0, 16).replace('T', ' ')} UTC`,
	];
	return parts.filter((part) => part !== '').join(', ');
}

function idOf(index: number): string {
	return `submission-${index + 1}`;
}

function twinsOf({ submission }: Report, same: ReadonlyMap<string, readonly string[]>): readonly string[] {
	return (same.get(submission.hash) ?? []).filter((name) => name !== submission.name);
}

function classTable(reports: readonly Report[], same: ReadonlyMap<string, readonly string[]>): Markup {
	return html`<div class="scroll" tabindex="0" role="region" aria-label="Table of all submissions">
<table>
<caption>Points, sizes and checks that were not passed. Names lead to the details.</caption>
<thead><tr><th scope="col">submission</th><th scope="col" class="number">points</th><th scope="col" class="number">of</th><th scope="col" class="number">unpacked</th><th scope="col" class="number">before / after</th><th scope="col">not passed</th></tr></thead>
<tbody>
${reports.map((report, index) => classRow(report, index, twinsOf(report, same)))}</tbody>
</table>
</div>
`;
}

function classRow(report: Report, index: number, twins: readonly string[]): Markup {
	const after = imageOf(report, 'after');
	const points = report.status === 'graded' ? pointsText(report.score) : 'ungradable';
	const twin = twins.length === 0 ? undefined : html` <span class="dim">(same files as ${twins.join(', ')})</span>`;
	const failed = failedChecks(report).map(({ id }) => id);
	const cells: readonly Piece[] = [
		points,
		pointsText(report.maxScore),
		after === undefined ? '' : sizeText(after.sizes.unpacked),
		report.ratio === undefined ? '' : factorText(report.ratio),
	];
	return html`<tr><th scope="row"><a href="#${idOf(index)}">${report.submission.name}</a>${twin}</th>${cells.map(
		(cell) => html`<td class="number">${cell}</td>`,
	)}<td>${failed.join(', ')}</td></tr>
`;
}

function distribution(title: string, column: string, bins: readonly Bin[]): Markup | undefined {
	if (bins.every(({ count }) => count === 0)) return undefined;
	const most = Math.max(...bins.map(({ count }) => count));
	return html`<h3>${title}</h3>
<table>
<thead><tr><th scope="col">${column}</th><th scope="col" class="number">submissions</th><td class="track" aria-hidden="true"></td></tr></thead>
<tbody>
${bins.map(
	({ label, count }) =>
		html`<tr><th scope="row">${label}</th><td class="number">${count}</td><td class="track" aria-hidden="true">${bar('bar', count, most)}</td></tr>\n`,
)}</tbody>
</table>
`;
}

function checkRates({ checks, graded }: ClassStatistics): Markup | undefined {
	if (checks.length === 0) return undefined;
	return html`<h3>Checks</h3>
<div class="scroll" tabindex="0" role="region" aria-label="Checks">
<table>
<thead><tr><th scope="col">check</th><th scope="col" class="number">passed</th><th scope="col" class="number">not passed</th><th scope="col" class="number">not checked</th><td class="track" aria-hidden="true"></td></tr></thead>
<tbody>
${checks.map((check) => rateRow(check, graded))}</tbody>
</table>
</div>
`;
}

function rateRow({ title, counts }: CheckRate, graded: number): Markup {
	const { pass, fail, skip } = counts;
	return html`<tr><th scope="row">${title}</th><td class="number">${pass}</td><td class="number">${fail}</td><td class="number">${skip}</td><td class="track" aria-hidden="true">${[
		bar('bar pass', pass, graded),
		bar('bar fail', fail, graded),
		bar('bar skip', skip, graded),
	]}</td></tr>
`;
}

/** The figures stand beside it: a bar is for the eye alone. */
function bar(kind: string, count: number, most: number): Markup | undefined {
	if (count === 0) return undefined;
	return html`<span class="${kind}" style="width:${rounded((100 * count) / Math.max(1, most))}%"></span>`;
}

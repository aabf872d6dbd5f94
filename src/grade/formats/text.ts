/** A report for a person at a terminal. */
import { styleText } from 'node:util';
import { placeText } from '#protocol/place-text.ts';
import {
	type Advice,
	type CheckGroup,
	type CheckResult,
	type CheckStatus,
	checkGroups,
	type Report,
} from '#protocol/report.ts';
import { factorText, sizeText } from '#protocol/size-text.ts';
import { ruleIds } from './facts.ts';
import { hanging, visible } from './plain.ts';

export interface TextOptions {
	/** Width of the terminal in characters. */
	readonly columns: number;
	/** Colours and bold type. The words say the same without. */
	readonly color: boolean;
}

type Style = Parameters<typeof styleText>[0];

const groupTitles: Readonly<Record<CheckGroup, string>> = {
	builds: 'It builds',
	works: 'It works',
	small: 'It is small',
	safe: 'It is safe',
	explained: 'It is explained',
};

const marks: Readonly<Record<CheckStatus, { readonly word: string; readonly style: Style }>> = {
	pass: { word: 'pass', style: 'green' },
	fail: { word: 'FAIL', style: ['red', 'bold'] },
	skip: { word: 'skip', style: 'yellow' },
	error: { word: 'FAULT', style: ['magenta', 'bold'] },
};

/** Column of a check's title: two spaces, the longest mark, two spaces. */
const titleColumn = 9;

/** The report as text, with a line end. Data of the learner is shown with its control characters spelled out. */
export function reportText(report: Report, options: TextOptions): string {
	const sections = [
		header(report, options),
		...checkGroups.map((group) => groupLines(report, group, options)),
		adviceSection(report, options),
		sizeLines(report, options),
		footer(report, options),
	];
	return `${sections
		.filter((lines) => lines.length > 0)
		.map((lines) => lines.join('\n'))
		.join('\n\n')}\n`;
}

function header(report: Report, options: TextOptions): string[] {
	const verdict =
		report.status === 'graded'
			? `${points(report.score)} of ${points(report.maxScore)} points`
			: `ungradable: ${visible(report.fault ?? 'the grader could not judge every check.')}`;
	return [
		styled(`${visible(report.lab.title)} · ${visible(report.submission.name)}`, 'bold', options),
		...hanging('', verdict, options.columns),
	];
}

function groupLines(report: Report, group: CheckGroup, options: TextOptions): string[] {
	const checks = report.checks.filter((check) => check.group === group);
	if (checks.length === 0) return [];
	const given = checks.reduce((sum, check) => sum + check.points, 0);
	const most = checks.reduce((sum, check) => sum + check.maxPoints, 0);
	const title = aligned(groupTitles[group], `${points(given)} of ${points(most)}`, options.columns);
	return [styled(title, 'bold', options), ...checks.flatMap((check) => checkLines(check, options))];
}

function checkLines(check: CheckResult, options: TextOptions): string[] {
	const { word, style } = marks[check.status];
	const title = aligned(
		`${' '.repeat(titleColumn)}${visible(check.title)}`,
		`${points(check.points)} of ${points(check.maxPoints)}`,
		options.columns,
	).slice(titleColumn);
	const line = `  ${styled(word, style, options)}${' '.repeat(titleColumn - 2 - word.length)}${title}`;
	if (check.status === 'pass') return [line];
	if (check.status === 'skip') return [line, ...detail('', check.actual, options)];
	return [
		line,
		...detail('expected', check.expected, options),
		...detail('found', check.actual, options),
		...detail('next', check.hint, options),
		...(check.file === undefined ? [] : detail('where', placeText(check), options)),
	];
}

/** Width of the words before a detail: the longest is `expected`. */
const labelWidth = 10;

function detail(label: string, text: string, { columns }: TextOptions): string[] {
	const before = label === '' ? ' '.repeat(titleColumn) : `${' '.repeat(titleColumn)}${label.padEnd(labelWidth)}`;
	return hanging(before, visible(text), columns);
}

const adviceStyles: Readonly<Record<Advice['level'], Style>> = {
	essential: ['red', 'bold'],
	actionable: 'yellow',
	informative: 'cyan',
	celebratory: 'green',
};

/** Width of a level and the blanks around it: the longest are `informative` and `celebratory`. */
const levelColumn = 15;

function adviceSection({ advice }: Report, options: TextOptions): string[] {
	if (advice.length === 0) return [];
	const title = 'Advice, without points';
	return [styled(title, 'bold', options), ...advice.flatMap((one) => adviceLines(one, options))];
}

function adviceLines(advice: Advice, options: TextOptions): string[] {
	const { level, message, hint } = advice;
	const head = `  ${level}`.padEnd(levelColumn);
	const rest = [hint === '' ? '' : `next: ${hint}`, placeText(advice), ruleIds(advice)].filter((line) => line !== '');
	const [first = '', ...more] = hanging(head, visible(message), options.columns);
	return [
		first.replace(level, styled(level, adviceStyles[level], options)),
		...more,
		...rest.flatMap((line) => hanging(' '.repeat(levelColumn), visible(line), options.columns)),
	];
}

function sizeLines({ images, ratio, par }: Report, options: TextOptions): string[] {
	if (images.length === 0) return [];
	const heads = ['unpacked', 'to transfer', 'by the engine'];
	const rows = images.map(({ tag, sizes }) => [
		visible(tag),
		...[sizes.unpacked, sizes.transfer, sizes.engine].map(sizeText),
	]);
	const table = [['', ...heads], ...rows];
	const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length))) ?? [];
	const lines = table.map((row) =>
		row
			.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
			.join('  '),
	);
	const factor = ratio === undefined ? [] : [`  before is ${factorText(ratio)} times the size of after, unpacked`];
	const band = par === undefined ? [] : [`  par: ${visible(par)}`];
	return [styled('Sizes', 'bold', options), ...lines.map((line) => `  ${line}`.trimEnd()), ...factor, ...band];
}

const originTexts: Readonly<Record<Report['bases'][number]['origin'], string>> = {
	offline: 'made from Debian packages',
	registry: 'pulled',
	user: 'was there',
	unknown: 'of unknown origin',
};

function footer({ bases, engine, notes }: Report, { columns }: TextOptions): string[] {
	const used = bases.map(({ reference, origin }) => `${visible(reference)} (${originTexts[origin]})`).join(', ');
	const on = engine === undefined ? '' : `Docker ${engine.version}, ${engine.store} store, ${engine.platform}`;
	return [
		...notes.flatMap((note) => hanging('note: ', visible(note), columns)),
		...(used === '' ? [] : hanging('bases: ', used, columns)),
		...(on === '' ? [] : hanging('engine: ', visible(on), columns)),
	];
}

function aligned(left: string, right: string, columns: number): string {
	return `${left}${' '.repeat(Math.max(2, columns - left.length - right.length))}${right}`;
}

function styled(text: string, style: Style, { color }: TextOptions): string {
	return color ? styleText(style, text, { validateStream: false }) : text;
}

/** Points without a fraction where there is none. */
function points(value: number): string {
	return String(Math.round(value * 100) / 100);
}

/** Sizes as people write them in a text, and whether they can mean a number of bytes. */
import { type MarkdownLine, markdownLines } from './markdown-lines.ts';

export interface WrittenSize {
	/** As it stands there, e.g. `2.29 MB`. */
	readonly text: string;
	/** 1-based line of the document. */
	readonly line: number;
	/** The whole line, to see which image it names. */
	readonly context: string;
	readonly inCode: boolean;
	readonly meanings: readonly Meaning[];
}

/** One way to read it: `1,100 MB` may be 1100 or 1.1, and MB may be 10^6 or 2^20 bytes. */
interface Meaning {
	readonly value: number;
	/** Digits after the decimal mark: what is meant is only so exact. */
	readonly decimals: number;
	/** Bytes of the unit. */
	readonly unit: number;
}

/** Sizes of one Dockerfile differ a little between builds in which a package manager ran. */
const relativeSlack = 0.005;

/** True when the size, rounded as it is written, can be this number of bytes. */
export function canMean({ meanings }: WrittenSize, bytes: number): boolean {
	return meanings.some(({ value, decimals, unit }) => {
		const difference = Math.abs(bytes / unit - value);
		return difference <= 0.5 * 10 ** -decimals || difference <= (relativeSlack * bytes) / unit;
	});
}

const digitsPattern = String.raw`\d{1,3}(?:[ \u00a0\u202f_'’]\d{3})+(?:[.,]\d{1,6})?|\d[\d.,]{0,24}\d|\d`;
const unitPattern = 'bytes?|[kmgt]i?b(?:ytes?)?|(?:kilo|mega|giga|tera|kibi|mebi|gibi|tebi)bytes?|b';
const sizePattern = new RegExp(
	String.raw`(?<![\p{L}\p{N}.,:_-])(${digitsPattern})[\s\u00a0]{0,3}(?:(${unitPattern})(?![\p{L}\p{N}]|/s|ps)|(?<=\d)([kmgt])(?![\p{L}\p{N}/]))`,
	'giu',
);

/** Every number with a unit of size, and every bare number of a table column whose head gives the unit. */
export function writtenSizes(markdown: string): readonly WrittenSize[] {
	const lines = markdownLines(markdown);
	return lines.flatMap((line, index) => {
		if (line.kind === 'table-rule') return [];
		const withUnit = [...line.text.matchAll(sizePattern)].map((match) =>
			written(line, match[0], match[1] ?? '', match[2] ?? match[3] ?? ''),
		);
		return line.kind === 'table' ? [...withUnit, ...bareCells(line, headOf(lines, index))] : withUnit;
	});
}

function written(line: MarkdownLine, text: string, digits: string, unit: string): WrittenSize {
	const bytes = unitBytes(unit);
	const meanings = readings(digits).flatMap((reading) => bytes.map((one) => ({ ...reading, unit: one })));
	return { text: text.trim(), line: line.line, context: line.text, inCode: line.kind === 'code', meanings };
}

/** The head of the table that a row belongs to: the line before the rule, when there is one above. */
function headOf(lines: readonly MarkdownLine[], row: number): readonly string[] {
	let index = row;
	while (lines[index]?.kind === 'table') index--;
	return lines[index]?.kind === 'table-rule' ? cells(lines[index - 1]?.text ?? '') : [];
}

function bareCells(line: MarkdownLine, head: readonly string[]): readonly WrittenSize[] {
	return cells(line.text).flatMap((cell, column) => {
		const digits = new RegExp(`^[^\\p{L}\\p{N}]*(${digitsPattern})[^\\p{L}\\p{N}]*$`, 'u').exec(cell)?.[1];
		const unit = new RegExp(`(?:^|[^\\p{L}])(${unitPattern})(?:$|[^\\p{L}])`, 'iu').exec(head[column] ?? '')?.[1];
		if (digits === undefined || unit === undefined) return [];
		return [written(line, `${digits} ${unit}`, digits, unit)];
	});
}

function cells(row: string): readonly string[] {
	return row
		.trim()
		.replace(/^\||\|$/g, '')
		.split('|')
		.map((cell) => cell.trim());
}

function unitBytes(unit: string): readonly number[] {
	const short = unit.toLowerCase();
	if (/^b(ytes?)?$/.test(short)) return [1];
	const power = 'kmgt'.indexOf(short.charAt(0)) + 1;
	const isBinary = short.charAt(1) === 'i' && short.charAt(2) === 'b' ? true : /^(kibi|mebi|gibi|tebi)/.test(short);
	return isBinary ? [1024 ** power] : [1000 ** power, 1024 ** power];
}

/** Numbers that the digits can be: a lone point or comma before three digits is either a decimal mark or a separator. */
function readings(digits: string): readonly { readonly value: number; readonly decimals: number }[] {
	const plain = digits.replace(/[ \u00a0\u202f_'’]/g, '');
	const marks = [...plain].filter((character) => character === '.' || character === ',');
	const last = marks.at(-1);
	if (last === undefined) return [reading(plain, '')];
	const [whole = '', fraction = ''] = splitLast(plain, last);
	const asDecimal = reading(whole.replace(/[.,]/g, ''), fraction);
	const asGroups = reading(plain.replace(/[.,]/g, ''), '');
	if (new Set(marks).size === 2) return [asDecimal];
	if (marks.length > 1) return [asGroups];
	return fraction.length === 3 ? [asDecimal, asGroups] : [asDecimal];
}

function reading(whole: string, fraction: string) {
	return { value: Number(fraction === '' ? whole : `${whole}.${fraction}`), decimals: fraction.length };
}

function splitLast(text: string, mark: string): readonly [string, string] {
	const at = text.lastIndexOf(mark);
	return [text.slice(0, at), text.slice(at + 1)];
}

/**
 * Conversations with the calculator, with numbers drawn anew for each run, so that no answer can be written down
 * beforehand. Expected results are computed in whole numbers: a decimal is its digits and the place of its point.
 */
import type { DrawCases } from '#lab/probe-schema.ts';

/** `digits / 10 ** places`. Digits stay below 2 ** 53, so that sums and products are exact. */
interface Decimal {
	readonly digits: number;
	readonly places: number;
}

interface Line {
	readonly text: string;
	readonly result: string;
}

type Random = () => number;

/** Enough lines that a program which stops after a buffer or a fixed count is found out. */
const manyLines = 400;
const someLines = 8;

const badLines = ['two + 3', '2 plus 3', '2 +', '+', '2 + 3 + 4', '12', '4 ^ 2', '1,5 + 2', 'hello', '3 % 2', '7 / x'];

export const drawCases: DrawCases = (random) => {
	const integers = lines(someLines, () => calculation(random, 0, 1));
	const negatives = lines(someLines, () => calculation(random, 0, -1));
	const decimals = lines(someLines, () => calculation(random, whole(random, 1, 3), 1));
	const quotients = lines(someLines, () => division(random));
	const many = lines(manyLines, () => calculation(random, whole(random, 0, 2), pick(random, [1, -1])));
	const mixed = lines(someLines, () => calculation(random, 0, 1));
	const bad = lines(whole(random, 3, 5), () => pick(random, badLines));
	const byZero = lines(2, () => `${whole(random, 1, 9999)} / ${pick(random, ['0', '0.0', '-0'])}`);
	return [
		{ name: 'calculates with integers', stdin: input(integers), stdout: output(integers) },
		{ name: 'calculates with negative numbers', stdin: input(negatives), stdout: output(negatives) },
		{ name: 'calculates with decimals', stdin: input(decimals), stdout: output(decimals) },
		{ name: 'divides', stdin: input(quotients), stdout: output(quotients) },
		{ name: 'reads the last line without a line end', stdin: input(integers).trimEnd(), stdout: output(integers) },
		{ name: 'does not mind spaces and tabs', stdin: spaced(decimals), stdout: output(decimals) },
		{ name: 'ends at the end of an empty input', stdin: '', stdout: '' },
		{
			name: 'tells about bad lines and goes on',
			stdin: between(mixed, bad),
			stdout: output(mixed),
			stderr: 'has-error-lines',
			errorLines: bad.length,
		},
		{
			name: 'tells about divisions by zero and goes on',
			stdin: between(quotients, byZero),
			stdout: output(quotients),
			stderr: 'has-error-lines',
			errorLines: byZero.length,
		},
		{ name: `answers ${manyLines} lines`, stdin: input(many), stdout: output(many) },
	];
};

function calculation(random: Random, places: number, sign: number): Line {
	const left = { digits: sign * whole(random, 1, 99_999), places };
	const right = { digits: whole(random, 1, 9_999), places: places === 0 ? 0 : whole(random, 0, places) };
	const operator = pick(random, ['+', '-', '*'] as const);
	const result = operator === '*' ? product(left, right) : sum(left, right, operator === '-' ? -1 : 1);
	return { text: `${written(left)} ${operator} ${written(right)}`, result: written(result) };
}

/** A division that comes out even: the quotient is drawn first. */
function division(random: Random): Line {
	const quotient = { digits: whole(random, -9_999, 9_999), places: whole(random, 0, 2) };
	const divisor = { digits: whole(random, 1, 999), places: 0 };
	return { text: `${written(product(quotient, divisor))} / ${written(divisor)}`, result: written(quotient) };
}

function sum(left: Decimal, right: Decimal, sign: 1 | -1): Decimal {
	const places = Math.max(left.places, right.places);
	return { digits: scaled(left, places) + sign * scaled(right, places), places };
}

function product(left: Decimal, right: Decimal): Decimal {
	return { digits: left.digits * right.digits, places: left.places + right.places };
}

function scaled(value: Decimal, places: number): number {
	return value.digits * 10 ** (places - value.places);
}

/** As people write it: no zeros at the end, no point without digits after it. */
function written({ digits, places }: Decimal): string {
	const text = String(Math.abs(digits)).padStart(places + 1, '0');
	const point = text.length - places;
	const fraction = text.slice(point).replace(/0+$/, '');
	return `${digits < 0 ? '-' : ''}${text.slice(0, point)}${fraction === '' ? '' : `.${fraction}`}`;
}

function lines<Item>(count: number, draw: () => Item): readonly Item[] {
	return Array.from({ length: count }, draw);
}

function input(of: readonly Line[]): string {
	return of.map((line) => `${line.text}\n`).join('');
}

function spaced(of: readonly Line[]): string {
	return of.map((line, index) => `${index % 2 === 0 ? '  ' : '\t'}${line.text.replaceAll(' ', ' \t ')}  \n`).join('');
}

function output(of: readonly Line[]): string {
	return of.map((line) => `${line.result}\n`).join('');
}

/** Puts the other lines between the good ones, the first of them first. */
function between(good: readonly Line[], others: readonly string[]): string {
	return good
		.flatMap((line, index) => [...others.slice(index, index + 1), line.text])
		.join('\n')
		.concat('\n');
}

/** A whole number from `least` to `most`, both included. */
function whole(random: Random, least: number, most: number): number {
	return least + Math.floor(random() * (most - least + 1));
}

function pick<Item>(random: Random, items: readonly [Item, ...Item[]] | readonly Item[]): Item {
	const item = items[whole(random, 0, items.length - 1)];
	if (item === undefined) throw new RangeError('nothing to pick from');
	return item;
}

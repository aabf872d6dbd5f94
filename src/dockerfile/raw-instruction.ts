/** One joined line -> one instruction, by the rules of its keyword (BuildKit: parser/line_parsers.go). */
import type { Heredoc, Instruction } from './analysis.ts';
import { splitOnce, splitWords, trim, trimLeft } from './go-text.ts';
import { readJsonArray } from './json-array.ts';
import { isKeyword } from './keywords.ts';
import type { Span } from './problem.ts';
import type { Problems } from './problems.ts';
import { splitCommand } from './split-command.ts';
import { type NameValue, nameValues, quotedWords } from './words.ts';

/** An instruction with what only this module needs. */
export interface RawInstruction extends Instruction {
	readonly trigger?: RawInstruction;
	/** The text after keyword and flags. */
	readonly rest: string;
	/** For ENV and LABEL. */
	readonly pairs: readonly NameValue[];
	/** False when BuildKit refuses it; it is then kept for its text only. */
	readonly valid: boolean;
}

/** What the keyword's own rules make of the text after the flags. */
interface Arguments {
	readonly args: readonly string[];
	readonly json?: boolean;
	readonly pairs?: readonly NameValue[];
	readonly trigger?: RawInstruction;
	readonly valid?: boolean;
}

/** ONBUILD inside ONBUILD is refused anyway; deeper ones are not followed. */
const maxTriggerDepth = 2;

/** Reads a joined line. Problems of the arguments' form are reported; what the arguments mean is checked elsewhere. */
export function readInstruction(
	line: string,
	span: Span,
	escapeChar: string,
	problems: Problems,
	depth = 0,
): RawInstruction {
	const { keyword, flags, rest } = splitCommand(line, escapeChar);
	const upper = keyword.toUpperCase();
	const read = readArguments(upper, rest, span, escapeChar, problems, depth);
	return {
		keyword: upper,
		line: span.line,
		endLine: span.endLine,
		text: trim(line),
		args: read.args,
		json: read.json === true,
		flags,
		heredocs: [],
		...(read.trigger === undefined ? {} : { trigger: read.trigger }),
		rest,
		pairs: read.pairs ?? [],
		valid: read.valid !== false && isKeyword(upper),
	};
}

/** The same instruction with its heredocs, which are read after it. */
export function withHeredocs(
	instruction: RawInstruction,
	heredocs: readonly Heredoc[],
	endLine: number,
): RawInstruction {
	return { ...instruction, heredocs, endLine };
}

function readArguments(
	keyword: string,
	rest: string,
	span: Span,
	escapeChar: string,
	problems: Problems,
	depth: number,
): Arguments {
	switch (keyword) {
		case 'ADD':
		case 'COPY':
		case 'VOLUME':
			return readList(keyword, rest, span, problems);
		case 'CMD':
		case 'ENTRYPOINT':
		case 'RUN':
		case 'SHELL':
			return readCommand(keyword, rest, span, problems);
		case 'ENV':
		case 'LABEL':
			return readPairs(keyword, rest, span, escapeChar, problems);
		case 'ARG':
			return { args: quotedWords(rest, escapeChar) };
		case 'EXPOSE':
		case 'FROM':
			return { args: rest === '' ? [] : splitWords(rest) };
		case 'HEALTHCHECK':
			return readHealthcheck(rest, span, problems);
		case 'ONBUILD':
			return readTrigger(rest, span, escapeChar, problems, depth);
		default:
			return { args: rest === '' ? [] : [rest] };
	}
}

function readCommand(keyword: string, rest: string, span: Span, problems: Problems): Arguments {
	const array = readJsonArray(rest);
	if (array.kind === 'strings') return { args: array.values, json: true };
	if (array.kind === 'mixed') return refuseMixed(keyword, rest, span, problems);
	return { args: rest === '' ? [] : [rest] };
}

function readList(keyword: string, rest: string, span: Span, problems: Problems): Arguments {
	const array = readJsonArray(rest);
	if (array.kind === 'strings') return { args: array.values, json: true };
	if (array.kind === 'mixed') return refuseMixed(keyword, rest, span, problems);
	return { args: rest === '' ? [] : splitWords(rest) };
}

function refuseMixed(keyword: string, rest: string, span: Span, problems: Problems): Arguments {
	const mended = JSON.stringify((JSON.parse(rest) as unknown[]).map(asText));
	problems.add(
		'json-not-strings',
		span,
		`The array of ${keyword} may hold only strings.`,
		`Put each value in double quotes: ${keyword} ${mended}`,
	);
	return { args: [rest], valid: false };
}

function asText(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}

function readPairs(keyword: string, rest: string, span: Span, escapeChar: string, problems: Problems): Arguments {
	const read = nameValues(rest, escapeChar);
	if (read.ok) return { args: read.pairs.flatMap((pair) => [pair.name, pair.value]), pairs: read.pairs };
	problems.add(
		'bad-name-value',
		span,
		`"${read.word}" in ${keyword} has no value.`,
		`Write each as NAME=value, with quotes around a value that has blanks: ${keyword} ${read.word}=value`,
	);
	return { args: [rest], valid: false };
}

function readHealthcheck(rest: string, span: Span, problems: Problems): Arguments {
	const [type, command] = splitOnce(rest);
	if (type === '') return { args: [] };
	const read = readCommand('HEALTHCHECK', command ?? '', span, problems);
	return { ...read, args: [type, ...read.args] };
}

function readTrigger(rest: string, span: Span, escapeChar: string, problems: Problems, depth: number): Arguments {
	const text = trimLeft(rest);
	if (text === '') return { args: [] };
	if (depth >= maxTriggerDepth) return { args: [text], valid: false };
	const trigger = readInstruction(text, span, escapeChar, problems, depth + 1);
	return { args: [trigger.keyword, ...trigger.args], json: trigger.json, trigger };
}

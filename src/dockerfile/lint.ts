/** Warnings about one instruction: it builds, but hardly as meant. */
import { mendJson, withDoubleQuotes } from './json-array.ts';
import type { Problems } from './problems.ts';
import type { RawInstruction } from './raw-instruction.ts';

/** Instructions in which text after a `#` is no comment; in RUN, CMD and ENTRYPOINT the shell drops it. */
const literalKeywords: ReadonlySet<string> = new Set([
	'ADD',
	'COPY',
	'EXPOSE',
	'USER',
	'WORKDIR',
	'VOLUME',
	'STOPSIGNAL',
]);

export function lintInstruction(instruction: RawInstruction, problems: Problems): void {
	lintJson(instruction, problems);
	if (instruction.json || !literalKeywords.has(instruction.keyword)) return;
	if (!/\s#(?:\s|$)/.test(instruction.rest)) return;
	problems.add(
		'trailing-comment',
		instruction,
		`The text after # belongs to ${instruction.keyword} here; it is not a comment.`,
		'Move the comment to a line of its own above.',
	);
}

function lintJson(instruction: RawInstruction, problems: Problems): void {
	const { keyword, json } = instruction;
	const prefix = keyword === 'HEALTHCHECK' ? 'HEALTHCHECK CMD' : keyword;
	const rest = keyword === 'HEALTHCHECK' ? (instruction.args[1] ?? '') : instruction.rest;
	if (json || !rest.startsWith('[') || !mayBeJson(keyword, rest)) return;
	const quoted = withDoubleQuotes(rest);
	if (quoted !== undefined) {
		problems.add(
			'json-wrong-quotes',
			instruction,
			`${prefix} has an array with the wrong quotes, so Docker does not read it as an array.`,
			`JSON needs double quotes: ${prefix} ${quoted}`,
		);
		return;
	}
	const mended = mendJson(rest);
	problems.add(
		'broken-json',
		instruction,
		`${prefix} starts with [ but is not a JSON array of strings, so it is not the exec form.`,
		mended === undefined
			? 'Put each word in double quotes, commas between them, and nothing after the ].'
			: `Write it as ${prefix} ${mended}`,
	);
}

/** `RUN [ -f x ] && …` and `COPY [abc].txt /` are no arrays; a quote behind the bracket shows that one was meant. */
function mayBeJson(keyword: string, rest: string): boolean {
	switch (keyword) {
		case 'CMD':
		case 'ENTRYPOINT':
		case 'SHELL':
		case 'HEALTHCHECK':
			return true;
		case 'RUN':
		case 'COPY':
		case 'ADD':
		case 'VOLUME':
			return /^\[\s*["'“”‘’]/.test(rest);
		default:
			return false;
	}
}

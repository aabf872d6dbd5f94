import { shortened } from './rule.ts';

/** The first line in which two outputs differ, in one sentence; undefined when they are equal. */
export function outputDifference(expected: string, actual: string): string | undefined {
	if (expected === actual) return undefined;
	if (expected === '') return `it printed ${quoted(firstLine(actual))}, and should print nothing.`;
	if (actual === '') return `it printed nothing, and should have printed ${quoted(firstLine(expected))}.`;
	if (`${actual}\n` === expected) return 'its last line has no line end.';
	const wanted = lines(expected);
	const got = lines(actual);
	const at = wanted.findIndex((line, index) => line !== got[index]);
	if (at === -1) {
		return `it printed more than it should, from line ${wanted.length + 1} on: ${quoted(got[wanted.length] ?? '')}.`;
	}
	const line = got[at];
	if (line === undefined) return `it stopped before line ${at + 1}, which should be ${quoted(wanted[at] ?? '')}.`;
	return `line ${at + 1} of the output is ${quoted(line)}, and should be ${quoted(wanted[at] ?? '')}.`;
}

function lines(output: string): readonly string[] {
	return output.replace(/\n$/, '').split('\n');
}

function firstLine(text: string): string {
	return text.split('\n', 1)[0] ?? '';
}

function quoted(text: string): string {
	return JSON.stringify(shortened(text));
}

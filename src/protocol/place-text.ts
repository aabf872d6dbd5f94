/** Places in files as people write them: the same in reports, in hints and in a terminal. */
import type { CheckResult } from './report.ts';

/** `line 3`, `lines 3 to 5`. Lines are counted from 1. */
export function linesText(first: number, last = first): string {
	return last === first ? `line ${first}` : `lines ${first} to ${last}`;
}

/** `Dockerfile, lines 3 to 5`; empty where a check names no place. */
export function placeText({ file, line, endLine }: Pick<CheckResult, 'file' | 'line' | 'endLine'>): string {
	if (file === undefined) return '';
	return line === undefined ? file : `${file}, ${linesText(line, endLine)}`;
}

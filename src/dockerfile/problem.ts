/** The catalogue of Dockerfile problems. Each code has an example with its message and hint in `problem.test.ts`. */
import type { DockerfileProblem } from './analysis.ts';

/** Code and severity. `error` means that BuildKit refuses the file or the build of the target. */
export const problemCodes = {
	'arg-out-of-scope': 'warning',
	'bad-directive': 'error',
	'bad-expose': 'error',
	'bad-flag': 'error',
	'bad-heredoc': 'error',
	'bad-mount': 'error',
	'bad-name-value': 'error',
	'bad-onbuild': 'error',
	'bad-platform': 'error',
	'bad-reference': 'error',
	'bad-signal': 'error',
	'bad-stage-index': 'error',
	'bad-stage-name': 'error',
	'bad-substitution': 'error',
	'blank-base': 'error',
	'broken-json': 'warning',
	'circular-stage': 'error',
	'copy-from-url': 'error',
	'copy-from-variable': 'error',
	'dangling-continuation': 'warning',
	'duplicate-cmd': 'warning',
	'duplicate-entrypoint': 'warning',
	'duplicate-stage-name': 'warning',
	'empty-command': 'warning',
	'empty-continuation-line': 'warning',
	'empty-file': 'error',
	'empty-pattern': 'error',
	'instruction-before-from': 'error',
	'json-not-strings': 'error',
	'json-wrong-quotes': 'warning',
	'later-stage': 'error',
	'line-too-long': 'error',
	'missing-arguments': 'error',
	'missing-from': 'error',
	'newer-syntax': 'warning',
	'not-text': 'error',
	'oversized-variables': 'error',
	'relative-workdir': 'warning',
	'tangled-stages': 'error',
	'too-large': 'error',
	'trailing-comment': 'warning',
	'unknown-flag': 'error',
	'unknown-instruction': 'error',
	'unknown-stage': 'warning',
	'unknown-target': 'error',
	'unterminated-heredoc': 'error',
	'wrong-arguments': 'error',
} as const satisfies Record<string, DockerfileProblem['severity']>;

export type ProblemCode = keyof typeof problemCodes;

/** Where a problem stands. */
export interface Span {
	readonly line: number;
	readonly endLine: number;
}

/** Characters of a message or a hint; a bad value may be as long as the file. */
const maxTextLength = 300;

/** Makes a problem with the severity of its code. */
export function problem(code: ProblemCode, span: Span, message: string, hint: string): DockerfileProblem {
	const { line, endLine } = span;
	return { line, endLine, severity: problemCodes[code], code, message: printable(message), hint: printable(hint) };
}

/** Cut to a length, and without the control characters with which a file could speak to the reader's terminal. */
function printable(text: string): string {
	const shown = text.length > maxTextLength ? `${text.slice(0, maxTextLength - 1)}…` : text;
	return shown.replace(/\p{Cc}/gu, '\ufffd');
}

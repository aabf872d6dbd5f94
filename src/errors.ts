/**
 * The one error type that a person may see, and the catalogue of its codes; and what can be asked of any other error.
 *
 * A message names the bad value; the hint gives the next action, at best the corrected value.
 */

/** What a code means to the outside: the exit status of the CLI and the HTTP status of the API. */
interface CodeMeaning {
	/** 2 = bad usage or bad input, 3 = a fault of ours, 130 = interrupted. */
	readonly exit: 2 | 3 | 130;
	/** HTTP status of the problem details that carry this code. */
	readonly http: number;
}

const badInput: CodeMeaning = { exit: 2, http: 400 };
const notFound: CodeMeaning = { exit: 2, http: 404 };
const tooLarge: CodeMeaning = { exit: 2, http: 413 };
const unavailable: CodeMeaning = { exit: 3, http: 503 };
const ourFault: CodeMeaning = { exit: 3, http: 500 };

/** Every code that a UserError may carry. One line each, sorted. */
export const errorCodes = {
	'base-build-failed': unavailable,
	'base-unavailable': unavailable,
	'build-failed': badInput,
	'bundle-invalid': badInput,
	cancelled: { exit: 130, http: 499 },
	'catalogue-invalid': ourFault,
	'code-blocks-invalid': ourFault,
	'container-not-running': { exit: 3, http: 409 },
	'engine-missing': unavailable,
	'engine-request-failed': ourFault,
	'engine-start-failed': unavailable,
	'engine-too-old': unavailable,
	'host-refused': { exit: 2, http: 421 },
	'image-archive-invalid': badInput,
	'image-not-found': notFound,
	'internal-fault': ourFault,
	'job-not-found': notFound,
	'job-running': { exit: 2, http: 409 },
	'lab-invalid': ourFault,
	'lab-not-found': notFound,
	'lab-not-ready': unavailable,
	'media-type-refused': { exit: 2, http: 415 },
	'origin-refused': { exit: 2, http: 403 },
	'page-not-found': notFound,
	'port-in-use': { exit: 2, http: 500 },
	'request-invalid': badInput,
	'request-too-large': tooLarge,
	'session-missing': { exit: 2, http: 403 },
	'session-not-found': notFound,
	'site-build-failed': ourFault,
	'submission-invalid': badInput,
	'submission-not-found': notFound,
	'submission-too-large': tooLarge,
	'terminal-not-found': notFound,
	'too-many-requests': { exit: 2, http: 429 },
	'usage-invalid': badInput,
	'work-conflict': { exit: 2, http: 409 },
	'work-file-not-found': notFound,
	'workspace-failed': unavailable,
} as const satisfies Record<string, CodeMeaning>;

export type ErrorCode = keyof typeof errorCodes;

/** A failure told to a person: what went wrong (message) and what to do about it (hint). */
export class UserError extends Error {
	override readonly name = 'UserError';
	readonly code: ErrorCode;
	/** The next action, as one sentence in the imperative. Never empty. */
	readonly hint: string;

	constructor(code: ErrorCode, message: string, hint: string, cause?: unknown) {
		super(message, cause === undefined ? undefined : { cause });
		this.code = code;
		this.hint = hint;
	}
}

/** The outcome "the caller asked to stop", apart from every failure. */
export function cancelled(what: string): UserError {
	return new UserError('cancelled', `${what} was cancelled.`, 'Start it again when you are ready.');
}

/** Whether an error is the wish of the caller to stop, as `cancelled` makes it. */
export function isCancelled(error: unknown): boolean {
	return error instanceof UserError && error.code === 'cancelled';
}

/** Whether an error of Node or of the system has one of these codes, such as `ENOENT`. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
}

/** For `catch`: gives `value` where a file or folder is not there. Everything else goes on. */
export function ifMissing<Value>(value: Value): (error: unknown) => Value {
	return (error) => {
		if (hasCode(error, 'ENOENT')) return value;
		throw error;
	};
}

/** What was thrown, in its own words. */
export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

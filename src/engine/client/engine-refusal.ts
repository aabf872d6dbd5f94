import { cancelled, messageOf, UserError } from '#errors';

function messageIn(body: string): string {
	try {
		const parsed: unknown = JSON.parse(body);
		if (typeof parsed === 'object' && parsed !== null && 'message' in parsed) {
			return String(parsed.message);
		}
	} catch {
		// Not JSON: a proxy or an old engine answered with plain text, which is the message.
	}
	return body.trim();
}

/** An HTTP answer of the engine that says no. */
export class EngineRefusal extends Error {
	override readonly name = 'EngineRefusal';
	/** HTTP status. */
	readonly status: number;

	constructor(status: number, body: string) {
		super(messageIn(body) || `The engine answered with HTTP status ${status}.`);
		this.status = status;
	}
}

/** Whether the engine said that the object does not exist. */
export function isNotFound(error: unknown): boolean {
	return error instanceof EngineRefusal && error.status === 404;
}

/**
 * The failure of a call as it is told to people: `cancelled` when the caller asked for it, else `engine-request-failed`.
 *
 * @param what the call as a clause, e.g. `list images`.
 */
export function callFailed(error: unknown, what: string, signal?: AbortSignal): UserError {
	if (error instanceof UserError) {
		return error;
	}
	if (signal?.aborted) {
		return cancelled(`The request to ${what}`);
	}
	const reason = messageOf(error);
	return new UserError(
		'engine-request-failed',
		`The Docker engine could not ${what}: ${reason}`,
		'Check that the engine runs and has free disk space, then try again.',
		error,
	);
}

/** Runs a call and turns its failure into what people are told. */
export async function engineCall<T>(what: string, signal: AbortSignal | undefined, call: () => Promise<T>): Promise<T> {
	try {
		return await call();
	} catch (error) {
		throw callFailed(error, what, signal);
	}
}

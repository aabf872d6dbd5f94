import { messageOf } from '#errors';

/** A build context that could not be read: our own fault, or the caller's limits, never the Dockerfile's. */
export class ContextFailure extends Error {
	override readonly name = 'ContextFailure';

	constructor(cause: unknown) {
		super(messageOf(cause), { cause });
	}
}

/**
 * A request that is not let through. The message is a whole sentence for the learner: the docker command prints it after
 * "Error response from daemon:".
 */
export class Refusal extends Error {
	override readonly name = 'Refusal';
	/** HTTP status. */
	readonly status: number;

	constructor(message: string, status = 403) {
		super(message);
		this.status = status;
	}
}

/** An object that is not there or is not the learner's: both look the same. */
export function notFound(message: string): Refusal {
	return new Refusal(message, 404);
}

/** A request that makes no sense. */
export function badRequest(message: string): Refusal {
	return new Refusal(message, 400);
}

import { messageOf, UserError } from '#errors';

export function imageNotFound(ref: string, cause?: unknown): UserError {
	return new UserError(
		'image-not-found',
		`The engine has no image ${ref}.`,
		'Build or pull the image first, or check the spelling of its name.',
		cause,
	);
}

export function pullFailed(ref: string, cause: unknown): UserError {
	const reason = messageOf(cause);
	return new UserError(
		'base-unavailable',
		`The image ${ref} could not be pulled: ${reason}`,
		'Check the name and the network, or make the bases without a registry: stagecraft prepare --offline.',
		cause,
	);
}

/** Every failure of the API as an error that a person may see. */
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { UserError } from '#errors';
import { internalFault } from '#protocol/problem-details.ts';

export const problemType = 'application/problem+json';

function isFastifyError(error: unknown): error is Error & { code: string; statusCode: number } {
	return error instanceof Error && 'code' in error && 'statusCode' in error && typeof error.statusCode === 'number';
}

function validationError(error: unknown): UserError | undefined {
	if (!hasZodFastifySchemaValidationErrors(error)) return undefined;
	const issue = error.validation[0];
	const where = issue?.instancePath.replace(/^\//, '').replaceAll('/', '.') ?? '';
	const place = where === '' ? 'The request' : `"${where}" in the request`;
	return new UserError(
		'request-invalid',
		`${place} is not as it should be: ${issue?.message ?? 'unknown'}.`,
		'Look at /api/openapi.json for what this address takes.',
		error,
	);
}

function frameworkError(error: Error & { code: string; statusCode: number }): UserError | undefined {
	if (error.statusCode === 413) {
		return new UserError('request-too-large', 'The request is larger than this address takes.', 'Send less.', error);
	}
	if (error.statusCode === 415) {
		return new UserError(
			'media-type-refused',
			'The body of the request has a type that this address does not take.',
			'Send JSON, with the header Content-Type: application/json.',
			error,
		);
	}
	if (error.statusCode < 400 || error.statusCode >= 500) return undefined;
	return new UserError(
		'request-invalid',
		`The request cannot be read: ${error.message}.`,
		'Look at /api/openapi.json for what this address takes.',
		error,
	);
}

/** The failure as a person may see it. What we did not foresee keeps its details to itself. */
export function asUserError(error: unknown): UserError {
	if (error instanceof UserError) return error;
	const known = validationError(error) ?? (isFastifyError(error) ? frameworkError(error) : undefined);
	return known ?? internalFault(error);
}

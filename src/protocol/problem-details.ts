/** Any failure as RFC 9457 problem details. */
import { STATUS_CODES } from 'node:http';
import { errorCodes, UserError } from '#errors';
import type { Problem } from './api.ts';

/** nginx's number for a request that its own client gave up; Node has no text for it. */
const clientClosedRequest = 499;

/** What a person is told of a failure that we did not foresee; it keeps its details to itself. */
export function internalFault(cause: unknown): UserError {
	return new UserError(
		'internal-fault',
		'Something went wrong in the course itself.',
		'Try again; if it stays, look at the output of the terminal that the course runs in.',
		cause,
	);
}

/** Problem details of an error; `status` is the HTTP status to answer with. */
export function problemOf({ code, message, hint }: UserError): Problem {
	const status = errorCodes[code].http;
	return {
		type: 'about:blank',
		title: status === clientClosedRequest ? 'Cancelled' : (STATUS_CODES[status] ?? 'Error'),
		status,
		detail: message,
		code,
		hint,
	};
}

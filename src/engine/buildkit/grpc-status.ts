import type { IncomingHttpHeaders } from 'node:http2';
import { messageOf } from '#errors';
import { rpcStatusCodec, type StatusDetail } from './error-messages.ts';

/** The codes that are told apart here: https://grpc.github.io/grpc/core/md_doc_statuscodes.html */
export const grpcCode = {
	ok: 0,
	cancelled: 1,
	unknown: 2,
	invalidArgument: 3,
	deadlineExceeded: 4,
	notFound: 5,
	permissionDenied: 7,
	resourceExhausted: 8,
	unimplemented: 12,
	internal: 13,
	unavailable: 14,
} as const;

/** A call that the other side answered with a status other than OK. */
export class GrpcError extends Error {
	override readonly name = 'GrpcError';
	readonly code: number;
	readonly details: readonly StatusDetail[];

	constructor(code: number, message: string, details: readonly StatusDetail[] = []) {
		super(message);
		this.code = code;
		this.details = details;
	}
}

function single(value: string | string[] | undefined): string | undefined {
	return Array.isArray(value) ? value[0] : value;
}

/** Undoes the percent-encoding of `grpc-message`; text that is not encoded properly is shown as it came. */
function decodeMessage(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** What the trailers (or, for a call without an answer, the headers) say: undefined for OK. */
export function failureIn(trailers: IncomingHttpHeaders): GrpcError | undefined {
	const status = single(trailers['grpc-status']);
	if (status === undefined) {
		return new GrpcError(grpcCode.unavailable, 'The connection to the engine was lost.');
	}
	const code = Number(status);
	if (code === grpcCode.ok) {
		return undefined;
	}
	const message = decodeMessage(single(trailers['grpc-message']) ?? '');
	const encoded = single(trailers['grpc-status-details-bin']);
	if (encoded === undefined) {
		return new GrpcError(code, message);
	}
	const full = rpcStatusCodec.decode(Buffer.from(encoded, 'base64'));
	return new GrpcError(code, full.message || message, full.details);
}

/** The trailers that tell a failure. Anything but a GrpcError has the code `unknown`. */
export function statusHeaders(error: unknown): Record<string, string> {
	const message = messageOf(error);
	const { code, details } = error instanceof GrpcError ? error : { code: grpcCode.unknown, details: [] };
	const headers = { 'grpc-status': String(code), 'grpc-message': encodeURIComponent(message.toWellFormed()) };
	if (details.length === 0) {
		return headers;
	}
	const status = Buffer.from(rpcStatusCodec.encode({ code, message, details }));
	return { ...headers, 'grpc-status-details-bin': status.toString('base64') };
}

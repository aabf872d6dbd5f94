import { type ErrorSource, errorSourceCodec, type StatusDetail } from './error-messages.ts';
import { placeOf } from './error-place.ts';
import type { GrpcError } from './grpc-status.ts';
import { dockerfileName } from './solve-request.ts';

export interface BuildFailure {
	readonly error: string;
	readonly errorLines?: { readonly first: number; readonly last: number };
}

/** BuildKit writes its details as JSON of Go's structures, in which absent numbers are left out. */
export interface JsonSource {
	readonly info?: { readonly filename?: string };
	readonly ranges?: readonly {
		readonly start?: { readonly line?: number };
		readonly end?: { readonly line?: number };
	}[];
}

function fromJson(text: string): ErrorSource {
	const source = JSON.parse(text) as JsonSource;
	const position = (given?: { readonly line?: number }) => ({ line: given?.line ?? 0, character: 0 });
	return {
		info: { filename: source.info?.filename ?? '' },
		ranges: (source.ranges ?? []).map(({ start, end }) => ({ start: position(start), end: position(end) })),
	};
}

/** The place in a source that a detail names; undefined for a detail of another type. */
export function sourceIn({ type_url, value }: StatusDetail): ErrorSource | undefined {
	if (!/errdefs\.Source(\+json)?$/.test(type_url)) {
		return undefined;
	}
	// A protobuf message cannot begin with "{" (field 15 as a group), so the two are told apart by it.
	return value[0] === 0x7b ? fromJson(Buffer.from(value).toString('utf8')) : errorSourceCodec.decode(value);
}

function linesOf(source: ErrorSource): BuildFailure['errorLines'] {
	const lines = source.ranges
		.flatMap(({ start, end }) => [start?.line ?? 0, end?.line ?? 0])
		.filter((line) => line > 0);
	return lines.length === 0 ? undefined : { first: Math.min(...lines), last: Math.max(...lines) };
}

/** What a failed solve says: the engine's message, and the lines of the Dockerfile that it points to. */
export function failureOf(error: GrpcError, dockerfile: string): BuildFailure {
	const told = error.details
		.map(sourceIn)
		.filter((source) => source?.info?.filename === dockerfileName)
		.map((source) => source && linesOf(source))
		.find((lines) => lines !== undefined);
	const errorLines = told ?? placeOf(error.message, dockerfile);
	return { error: error.message, ...(errorLines && { errorLines }) };
}

import { cancelled, hasCode } from '#errors';
import type { BuildResult, BuildStep } from '../engine.ts';
import { failureOf } from './build-error.ts';
import { solveResponseCodec } from './control-messages.ts';
import type { GrpcClient } from './grpc-client.ts';
import { GrpcError, grpcCode } from './grpc-status.ts';

export type Solved = Pick<BuildResult, 'error' | 'errorLines' | 'imageId' | 'outcome'>;

/** Codes with which the engine says that it cannot serve; any other one speaks of the Dockerfile. */
const enginesFault: ReadonlySet<number> = new Set([grpcCode.unavailable, grpcCode.unimplemented]);

/** Whether a header was larger than the 64 KiB that Node's HTTP/2 takes: the errors of a build hold its Dockerfile. */
function isHeaderOverflow(error: unknown): boolean {
	return hasCode(error, 'ERR_HTTP2_ERROR');
}

/**
 * Solves and waits for the end. A failure that speaks of the Dockerfile is a result.
 *
 * @param steps gives the steps so far; asked when the engine's own words for a failure were too long to arrive.
 */
export async function solve(
	client: GrpcClient,
	request: { readonly message: Uint8Array; readonly dockerfile: string },
	steps: () => readonly BuildStep[],
	signal?: AbortSignal,
): Promise<Solved> {
	try {
		const answer = await client.unary('/moby.buildkit.v1.Control/Solve', request.message, signal);
		const imageId = solveResponseCodec.decode(answer).ExporterResponse['containerimage.digest'];
		return { outcome: 'built', ...(imageId !== undefined && { imageId }) };
	} catch (error) {
		if (signal?.aborted) {
			throw cancelled('The build');
		}
		if (error instanceof GrpcError && !enginesFault.has(error.code)) {
			return { outcome: 'failed', ...failureOf(error, request.dockerfile) };
		}
		const failed = steps().find((step) => step.status === 'error');
		if (isHeaderOverflow(error) && failed?.error !== undefined) {
			return { outcome: 'failed', error: failed.error };
		}
		throw error;
	}
}

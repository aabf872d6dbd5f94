import { GrpcError, grpcCode } from '#engine/buildkit/grpc-status.ts';

/**
 * A request that is not allowed, with a sentence for the learner: the docker command prints it after `ERROR:`, and the name of
 * every other code than this one in front of it.
 */
export function refused(message: string): GrpcError {
	return new GrpcError(grpcCode.unknown, message);
}

/** A request that is above a limit. */
export function tooMuch(message: string): GrpcError {
	return new GrpcError(grpcCode.unknown, message);
}

/** A request that makes no sense: none that a docker command sends. */
export function malformed(message: string): GrpcError {
	return new GrpcError(grpcCode.invalidArgument, message);
}

/**
 * What a failed call carries besides its message: google.rpc.Status with details, among them BuildKit's errdefs.Source,
 * https://github.com/moby/buildkit/blob/v0.13.2/solver/errdefs/errdefs.proto.
 */
import { codecsOf, type Optional } from './codec.ts';
import type { Range } from './status-messages.ts';

const codec = codecsOf(`
syntax = "proto3";
message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
message Any { string type_url = 1; bytes value = 2; }

message Source { SourceInfo info = 1; repeated Range ranges = 2; }
message SourceInfo { string filename = 1; }
message Range { Position start = 1; Position end = 2; }
message Position { int32 line = 1; int32 character = 2; }
`);

export interface StatusDetail {
	readonly type_url: string;
	readonly value: Uint8Array;
}

export interface ErrorSource {
	readonly info: Optional<{ readonly filename: string }>;
	readonly ranges: readonly Range[];
}

export const rpcStatusCodec = codec<{
	readonly code: number;
	readonly message: string;
	readonly details: readonly StatusDetail[];
}>('Status');
export const errorSourceCodec = codec<ErrorSource>('Source');

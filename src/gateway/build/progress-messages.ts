/**
 * Progress of a build with all that a docker command shows of it. Numbers from
 * https://github.com/moby/buildkit/blob/v0.13.2/api/services/control/control.proto and
 * https://github.com/moby/buildkit/blob/v0.13.2/solver/pb/ops.proto. What is passed on unread is bytes.
 */
import { codecsOf, type Optional } from '#engine/buildkit/codec.ts';

const codec = codecsOf(`
syntax = "proto3";
message Progress {
	repeated Vertex vertexes = 1;
	repeated VertexStatus statuses = 2;
	repeated VertexLog logs = 3;
	repeated VertexWarning warnings = 4;
}
message Vertex {
	string digest = 1;
	repeated string inputs = 2;
	string name = 3;
	bool cached = 4;
	Timestamp started = 5;
	Timestamp completed = 6;
	string error = 7;
	ProgressGroup progressGroup = 8;
}
message ProgressGroup { string id = 1; string name = 2; bool weak = 3; }
message Timestamp { int64 seconds = 1; int32 nanos = 2; }
message VertexStatus {
	string ID = 1;
	string vertex = 2;
	string name = 3;
	int64 current = 4;
	int64 total = 5;
	Timestamp timestamp = 6;
	Timestamp started = 7;
	Timestamp completed = 8;
}
message VertexLog { string vertex = 1; Timestamp timestamp = 2; int64 stream = 3; bytes msg = 4; }
message VertexWarning {
	string vertex = 1;
	int64 level = 2;
	bytes short = 3;
	repeated bytes detail = 4;
	string url = 5;
	SourceInfo info = 6;
	repeated Range ranges = 7;
}
message SourceInfo { string filename = 1; bytes data = 2; string language = 4; }
message Range { Position start = 1; Position end = 2; }
message Position { int32 line = 1; int32 character = 2; }
`);

interface Named {
	readonly name: string;
}

export interface ProgressVertex extends Named {
	readonly error: string;
	readonly progressGroup: Optional<Named>;
}

export interface ProgressLog {
	readonly vertex: string;
	readonly msg: Uint8Array;
}

/** Fields that are looked at; the codec keeps the others. */
export interface Progress {
	readonly vertexes: readonly ProgressVertex[];
	readonly statuses: readonly (Named & { readonly ID: string })[];
	readonly logs: readonly ProgressLog[];
	readonly warnings: readonly { readonly short: Uint8Array; readonly detail: readonly Uint8Array[] }[];
}

export const progressCodec = codec<Progress>('Progress');

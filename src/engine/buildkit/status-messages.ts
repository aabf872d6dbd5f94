/**
 * What BuildKit reports while it solves. Field numbers from
 * https://github.com/moby/buildkit/blob/v0.13.2/api/services/control/control.proto and
 * https://github.com/moby/buildkit/blob/v0.13.2/solver/pb/ops.proto (Range, Position).
 */
import { codecsOf, type Optional } from './codec.ts';
import type { Timestamp } from './control-messages.ts';

const codec = codecsOf(`
syntax = "proto3";
message Timestamp { int64 seconds = 1; int32 nanos = 2; }
message Position { int32 line = 1; int32 character = 2; }
message Range { Position start = 1; Position end = 2; }

message StatusResponse {
	repeated Vertex vertexes = 1;
	repeated VertexStatus statuses = 2;
	repeated VertexLog logs = 3;
	repeated VertexWarning warnings = 4;
}
message Vertex {
	string digest = 1;
	string name = 3;
	bool cached = 4;
	Timestamp started = 5;
	Timestamp completed = 6;
	string error = 7;
}
message VertexStatus {
	string ID = 1;
	string vertex = 2;
	string name = 3;
	int64 current = 4;
	int64 total = 5;
	Timestamp timestamp = 6;
}
message VertexLog {
	string vertex = 1;
	Timestamp timestamp = 2;
	int64 stream = 3;
	bytes msg = 4;
}
message VertexWarning {
	string vertex = 1;
	bytes short = 3;
	string url = 5;
	repeated Range ranges = 7;
}
`);

export interface Range {
	readonly start: Optional<{ readonly line: number; readonly character: number }>;
	readonly end: Optional<{ readonly line: number; readonly character: number }>;
}

export interface Vertex {
	readonly digest: string;
	readonly name: string;
	readonly cached: boolean;
	readonly started: Optional<Timestamp>;
	readonly completed: Optional<Timestamp>;
	readonly error: string;
}

export interface VertexStatus {
	readonly ID: string;
	readonly vertex: string;
	readonly name: string;
	readonly current: number;
	readonly total: number;
	readonly timestamp: Optional<Timestamp>;
}

export interface VertexLog {
	readonly vertex: string;
	readonly timestamp: Optional<Timestamp>;
	/** 1 = stdout, 2 = stderr. */
	readonly stream: number;
	readonly msg: Uint8Array;
}

export interface VertexWarning {
	readonly vertex: string;
	readonly short: Uint8Array;
	readonly url: string;
	readonly ranges: readonly Range[];
}

export interface StatusResponse {
	readonly vertexes: readonly Vertex[];
	readonly statuses: readonly VertexStatus[];
	readonly logs: readonly VertexLog[];
	readonly warnings: readonly VertexWarning[];
}

export const statusResponseCodec = codec<StatusResponse>('StatusResponse');

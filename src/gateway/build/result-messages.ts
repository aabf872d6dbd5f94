/**
 * What the engine answers. Numbers as in solve-messages.ts, and from
 * https://github.com/moby/buildkit/blob/v0.13.2/api/types/worker.proto.
 */
import { codecsOf, type Optional } from '#engine/buildkit/codec.ts';

const codec = codecsOf(`
syntax = "proto3";
message BridgeAnswer { bytes result = 3; }
message Result { Ref ref = 3; RefMap refs = 4; map<string, bytes> metadata = 10; }
message Ref { string id = 1; }
message RefMap { map<string, Ref> refs = 1; }
message Returned { bytes result = 1; Status error = 2; }
message Status { int32 code = 1; string message = 2; }

message WorkerList { repeated Worker record = 1; }
message Pong { repeated bytes FrontendAPICaps = 1; repeated bytes LLBCaps = 2; repeated Worker Workers = 3; }
message Worker { string ID = 1; repeated bytes platforms = 3; repeated bytes GCPolicy = 4; bytes BuildkitVersion = 5; }
message EngineInfo { bytes buildkitVersion = 1; }
`);

/** What a solve of the front end gave: one ref, or one for each platform, and what is told about them. */
export interface FrontendResult {
	readonly ref: Optional<{ readonly id: string }>;
	readonly refs: Optional<{ readonly refs: Readonly<Record<string, { readonly id: string }>> }>;
	readonly metadata: Readonly<Record<string, Uint8Array>>;
}

/** A `Result` of nothing, as the docker command returns it. Engine 26.1 dies of an answer that has no result at all. */
export const emptyResult = Uint8Array.of(0x1a, 0x00);

export interface Returned {
	/** A `Result` as it is on the wire; empty for none. */
	readonly result: Uint8Array;
	readonly error: Optional<{ readonly code: number; readonly message: string }>;
}

export interface Worker {
	readonly ID: string;
	readonly platforms: readonly Uint8Array[];
	readonly GCPolicy: readonly Uint8Array[];
	readonly BuildkitVersion: Uint8Array;
}

export const bridgeAnswerCodec = codec<{ readonly result: Uint8Array }>('BridgeAnswer');
export const resultCodec = codec<FrontendResult>('Result');
export const returnedCodec = codec<Returned>('Returned');
/** Without their labels, which name the engine's machine and network. */
export const workerListCodec = codec<{ readonly record: readonly Worker[] }>('WorkerList');
export const pongCodec = codec<{
	readonly FrontendAPICaps: readonly Uint8Array[];
	readonly LLBCaps: readonly Uint8Array[];
	readonly Workers: readonly Worker[];
}>('Pong');
export const engineInfoCodec = codec<{ readonly buildkitVersion: Uint8Array }>('EngineInfo');

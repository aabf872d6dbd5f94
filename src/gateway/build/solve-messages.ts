/**
 * What a docker command asks for, as far as it is understood here; every other field is dropped by decoding. Numbers from
 * https://github.com/moby/buildkit/blob/v0.13.2/api/services/control/control.proto and
 * https://github.com/moby/buildkit/blob/v0.13.2/frontend/gateway/pb/gateway.proto; unchanged up to v0.26.
 *
 * Messages that only have to be there or not, or are passed on as they are, are read as bytes.
 */
import { codecsOf, type Optional } from '#engine/buildkit/codec.ts';
import type { Policy } from '#engine/buildkit/control-messages.ts';

const codec = codecsOf(`
syntax = "proto3";
message CacheEntry { string Type = 1; map<string, string> Attrs = 2; }
message CacheOptions {
	string ExportRefDeprecated = 1;
	repeated string ImportRefsDeprecated = 2;
	repeated CacheEntry Exports = 4;
	repeated CacheEntry Imports = 5;
}
message Exporter { string Type = 1; map<string, string> Attrs = 2; }

message AskedSolve {
	string Ref = 1;
	bytes Definition = 2;
	string ExporterDeprecated = 3;
	map<string, string> ExporterAttrsDeprecated = 4;
	string Session = 5;
	string Frontend = 6;
	CacheOptions Cache = 8;
	repeated string Entitlements = 9;
	map<string, bytes> FrontendInputs = 10;
	bytes SourcePolicy = 12;
	repeated Exporter Exporters = 13;
}
message MadeSolve {
	string Ref = 1;
	string ExporterDeprecated = 3;
	map<string, string> ExporterAttrsDeprecated = 4;
	string Session = 5;
	CacheOptions Cache = 8;
	bool Internal = 11;
	Policy SourcePolicy = 12;
	repeated Exporter Exporters = 13;
}
message Policy { int64 version = 1; repeated Rule rules = 2; }
message Rule { int32 action = 1; Selector selector = 2; Update updates = 3; }
message Update { string identifier = 1; }
message Selector { string identifier = 1; int32 match_type = 2; }

message AskedBridgeSolve {
	bytes Definition = 1;
	string Frontend = 2;
	map<string, string> FrontendOpt = 3;
	repeated string ImportCacheRefsDeprecated = 4;
	repeated CacheEntry CacheImports = 12;
	map<string, bytes> FrontendInputs = 13;
	bool Evaluate = 14;
}
message MadeBridgeSolve {
	string Frontend = 2;
	map<string, string> FrontendOpt = 3;
	bool allowResultReturn = 5;
	bool allowResultArrayRef = 6;
	bool Evaluate = 14;
}
`);

export type Strings = Readonly<Record<string, string>>;

export interface TypedAttrs {
	readonly Type: string;
	readonly Attrs: Strings;
}

/** Of `Control.Solve`, as it comes. */
export interface AskedSolve {
	readonly Ref: string;
	readonly Definition: Uint8Array;
	readonly ExporterDeprecated: string;
	readonly ExporterAttrsDeprecated: Strings;
	readonly Session: string;
	readonly Frontend: string;
	readonly Cache: Optional<{
		readonly ExportRefDeprecated: string;
		readonly ImportRefsDeprecated: readonly string[];
		readonly Exports: readonly TypedAttrs[];
		readonly Imports: readonly TypedAttrs[];
	}>;
	readonly Entitlements: readonly string[];
	readonly FrontendInputs: Readonly<Record<string, Uint8Array>>;
	readonly SourcePolicy: Uint8Array;
	readonly Exporters: readonly TypedAttrs[];
}

/** Of `Control.Solve`, as the engine gets it. */
export interface MadeSolve {
	readonly Ref: string;
	/** Engines of every version take a single exporter in this field. */
	readonly ExporterDeprecated: string;
	readonly ExporterAttrsDeprecated: Strings;
	readonly Session: string;
	readonly Cache: { readonly Exports: readonly TypedAttrs[] };
	/** Keeps the build out of the engine's history, which is not parted between sessions. */
	readonly Internal: true;
	readonly SourcePolicy: Policy;
	/** For several; BuildKit 0.13 and newer. */
	readonly Exporters: readonly TypedAttrs[];
}

/** Of `LLBBridge.Solve`, as it comes. */
export interface AskedBridgeSolve {
	readonly Definition: Uint8Array;
	readonly Frontend: string;
	readonly FrontendOpt: Strings;
	readonly ImportCacheRefsDeprecated: readonly string[];
	readonly CacheImports: readonly TypedAttrs[];
	readonly FrontendInputs: Readonly<Record<string, Uint8Array>>;
	readonly Evaluate: boolean;
}

/** Of `LLBBridge.Solve`, as the engine gets it. */
export interface MadeBridgeSolve {
	readonly Frontend: 'dockerfile.v0';
	readonly FrontendOpt: Strings;
	readonly allowResultReturn: true;
	readonly allowResultArrayRef: true;
	readonly Evaluate: boolean;
}

export const askedSolveCodec = codec<AskedSolve>('AskedSolve');
export const madeSolveCodec = codec<MadeSolve>('MadeSolve');
export const askedBridgeSolveCodec = codec<AskedBridgeSolve>('AskedBridgeSolve');
export const madeBridgeSolveCodec = codec<MadeBridgeSolve>('MadeBridgeSolve');

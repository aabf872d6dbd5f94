/**
 * Messages of BuildKit's control service, as far as they are used here. Field numbers from
 * https://github.com/moby/buildkit/blob/v0.13.2/api/services/control/control.proto and
 * https://github.com/moby/buildkit/blob/v0.13.2/sourcepolicy/pb/policy.proto; unchanged from v0.11 to v0.26.
 */
import { codecsOf, type Optional } from './codec.ts';

const codec = codecsOf(`
syntax = "proto3";
message Timestamp { int64 seconds = 1; int32 nanos = 2; }

message SolveRequest {
	string Ref = 1;
	string ExporterDeprecated = 3;
	map<string, string> ExporterAttrsDeprecated = 4;
	string Session = 5;
	string Frontend = 6;
	map<string, string> FrontendAttrs = 7;
	bool Internal = 11;
	Policy SourcePolicy = 12;
}
message Policy { int64 version = 1; repeated Rule rules = 2; }
message Rule { int32 action = 1; Selector selector = 2; Update updates = 3; }
message Update { string identifier = 1; }
message Selector { string identifier = 1; int32 match_type = 2; }
message SolveResponse { map<string, string> ExporterResponse = 1; }

message StatusRequest { string Ref = 1; }

message DiskUsageRequest { repeated string filter = 1; }
message DiskUsageResponse { repeated UsageRecord record = 1; }
message PruneRequest { repeated string filter = 1; bool all = 2; }
message UsageRecord {
	string ID = 1;
	bool InUse = 3;
	int64 Size = 4;
	string Parent = 5;
	Timestamp CreatedAt = 6;
	string Description = 9;
	string RecordType = 10;
	bool Shared = 11;
	repeated string Parents = 12;
}
`);

export interface Timestamp {
	readonly seconds: number;
	readonly nanos: number;
}

/** Values of PolicyAction. */
export const policyAction = { allow: 0, deny: 1, convert: 2 } as const;
/** Values of MatchType. */
export const matchType = { wildcard: 0, exact: 1 } as const;

export interface PolicyRule {
	readonly action: number;
	readonly selector: { readonly identifier: string; readonly match_type: number };
	/** What the source becomes, for `convert`. */
	readonly updates?: Optional<{ readonly identifier: string }>;
}

export interface Policy {
	readonly version: number;
	readonly rules: readonly PolicyRule[];
}

export interface SolveRequest {
	readonly Ref: string;
	/** The later field for several exporters came with v0.13; engines of every version take this one. */
	readonly ExporterDeprecated: string;
	readonly ExporterAttrsDeprecated: Readonly<Record<string, string>>;
	readonly Session: string;
	readonly Frontend: string;
	readonly FrontendAttrs: Readonly<Record<string, string>>;
	/** Keeps the build out of the engine's build history. */
	readonly Internal: boolean;
	readonly SourcePolicy: Optional<Policy>;
}

export interface UsageRecord {
	readonly ID: string;
	readonly InUse: boolean;
	readonly Size: number;
	/** The only parent, from engines before BuildKit 0.10. */
	readonly Parent: string;
	readonly CreatedAt: Optional<Timestamp>;
	readonly Description: string;
	readonly RecordType: string;
	readonly Shared: boolean;
	readonly Parents: readonly string[];
}

export const solveRequestCodec = codec<SolveRequest>('SolveRequest');
export const solveResponseCodec = codec<{ readonly ExporterResponse: Readonly<Record<string, string>> }>(
	'SolveResponse',
);
export const statusRequestCodec = codec<{ readonly Ref: string }>('StatusRequest');
export const diskUsageRequestCodec = codec<{ readonly filter: readonly string[] }>('DiskUsageRequest');
export const diskUsageResponseCodec = codec<{ readonly record: readonly UsageRecord[] }>('DiskUsageResponse');
export const pruneRequestCodec = codec<{ readonly filter: readonly string[]; readonly all: boolean }>('PruneRequest');
export const usageRecordCodec = codec<UsageRecord>('UsageRecord');

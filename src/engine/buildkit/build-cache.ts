import type { CacheRecord, CallOptions, EngineBuildCache } from '../engine.ts';
import type { OpenUpgraded } from './build-session.ts';
import {
	diskUsageRequestCodec,
	diskUsageResponseCodec,
	pruneRequestCodec,
	type UsageRecord,
	usageRecordCodec,
} from './control-messages.ts';
import { millisecondsOf } from './engine-time.ts';
import { GrpcClient } from './grpc-client.ts';

/** Records removed by one call: the engine compares each of its records with each of them. */
const idsPerCall = 200;

function recordOf(record: UsageRecord): CacheRecord {
	return {
		id: record.ID,
		parents: record.Parents.length > 0 ? record.Parents : [record.Parent].filter((parent) => parent !== ''),
		description: record.Description,
		type: record.RecordType,
		bytes: record.Size,
		inUse: record.InUse,
		shared: record.Shared,
		createdAt: new Date(record.CreatedAt ? millisecondsOf(record.CreatedAt) : 0),
	};
}

/** The build cache over BuildKit's control service. Failures are raw: GrpcError or the network's errors. */
export class BuildCache implements EngineBuildCache {
	readonly #open: OpenUpgraded;

	constructor(open: OpenUpgraded) {
		this.#open = open;
	}

	async list({ signal }: CallOptions = {}): Promise<readonly CacheRecord[]> {
		using client = new GrpcClient(await this.#open('/grpc', {}));
		const message = diskUsageRequestCodec.encode({ filter: [] });
		const answer = await client.unary('/moby.buildkit.v1.Control/DiskUsage', message, signal);
		return diskUsageResponseCodec.decode(answer).record.map(recordOf);
	}

	async remove(ids: readonly string[], { signal }: CallOptions = {}): Promise<number> {
		using client = new GrpcClient(await this.#open('/grpc', {}));
		let left = [...new Set(ids)];
		let freed = 0;
		// A record goes only after those that were made from it, which may be in a later part of the list.
		for (;;) {
			const removed = new Set<string>();
			for (let index = 0; index < left.length; index += idsPerCall) {
				const filter = left.slice(index, index + idsPerCall).map((id) => `id==${JSON.stringify(id)}`);
				const message = pruneRequestCodec.encode({ filter, all: true });
				for await (const received of client.stream('/moby.buildkit.v1.Control/Prune', message, signal)) {
					const record = usageRecordCodec.decode(received);
					removed.add(record.ID);
					freed += record.Size;
				}
			}
			left = left.filter((id) => !removed.has(id));
			if (removed.size === 0 || left.length === 0) {
				return freed;
			}
		}
	}
}

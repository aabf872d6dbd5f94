import type { BuildContext, ContextEntry } from '../engine.ts';
import { metadataValues } from './call-metadata.ts';
import { ContextFailure } from './context-failure.ts';
import { selectEntries } from './context-filter.ts';
import { ContextSender, type Sent } from './context-sender.ts';
import type { GrpcHandler } from './grpc-server.ts';
import { GrpcError, grpcCode } from './grpc-status.ts';
import { sortEntries } from './path-order.ts';

/** A folder that the engine may fetch in a session. */
export interface SyncedFolder {
	readonly context: BuildContext;
	/** Counts what is sent of it. */
	readonly sent: Sent;
	/** Why it could not be read, once that happened. */
	failure?: ContextFailure;
}

async function entriesOf({ context }: SyncedFolder): Promise<readonly ContextEntry[]> {
	try {
		return await context.entries();
	} catch (error) {
		throw new ContextFailure(error);
	}
}

/** Serves `/moby.filesync.v1.FileSync/DiffCopy` for these folders, by the names that the solve request gives them. */
export function fileSyncHandler(folders: ReadonlyMap<string, SyncedFolder>): GrpcHandler {
	return async (call) => {
		const name = metadataValues(call.metadata, 'dir-name')[0] ?? '';
		const folder = folders.get(name);
		if (!folder) {
			throw new GrpcError(grpcCode.notFound, `no access allowed to dir "${name}"`);
		}
		try {
			const entries = selectEntries(sortEntries(await entriesOf(folder)), {
				include: metadataValues(call.metadata, 'include-patterns'),
				exclude: metadataValues(call.metadata, 'exclude-patterns'),
				follow: metadataValues(call.metadata, 'followpaths'),
			});
			await new ContextSender(folder.context, call, folder.sent).send(entries);
		} catch (error) {
			if (error instanceof ContextFailure) {
				folder.failure = error;
			}
			throw error;
		}
	};
}

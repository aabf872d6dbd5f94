import type { Duplex } from 'node:stream';
import { fileSyncHandler, type SyncedFolder } from './file-sync.ts';
import { serveGrpc } from './grpc-server.ts';
import { healthHandler, healthPath } from './health.ts';
import { getSecret, secretsHandler } from './secret-store.ts';

/** Opens an upgraded connection to the engine. */
export type OpenUpgraded = (path: '/grpc' | '/session', headers: Record<string, string | string[]>) => Promise<Duplex>;

const fileSync = '/moby.filesync.v1.FileSync/DiffCopy';

/**
 * Opens the session in which the engine fetches a build's folders and secrets from us. All else that it may ask for
 * (credentials, SSH agents) is not offered, and answered as unimplemented. Disposing ends it.
 *
 * @param id names the session in the solve request. It is the shared key too: an engine that knew the folders of an
 * earlier build under the same key would fetch only the files whose size or time differ, and so miss an edit.
 */
export async function openSession(
	open: OpenUpgraded,
	id: string,
	folders: ReadonlyMap<string, SyncedFolder>,
	secrets: ReadonlyMap<string, Uint8Array> = new Map(),
): Promise<Disposable> {
	const socket = await open('/session', {
		'X-Docker-Expose-Session-Uuid': id,
		'X-Docker-Expose-Session-Name': 'stagecraft',
		'X-Docker-Expose-Session-Sharedkey': id,
		'X-Docker-Expose-Session-Grpc-Method': [fileSync, getSecret, healthPath],
	});
	return serveGrpc(
		socket,
		new Map([
			[fileSync, fileSyncHandler(folders)],
			[getSecret, secretsHandler(secrets)],
			[healthPath, healthHandler],
		]),
	);
}

import { getSecret } from '#engine/buildkit/secret-store.ts';

/** Services of BuildKit, as the paths of their calls begin. */

export const controlPath = '/moby.buildkit.v1.Control';
export const llbPath = '/moby.buildkit.v1.frontend.LLBBridge';

/** Calls that the engine makes to the session of a docker command. */
export const sessionPaths = {
	credentials: '/moby.filesync.v1.Auth/Credentials',
	/** The engine fetches a folder. */
	files: '/moby.filesync.v1.FileSync/DiffCopy',
	/** The engine brings a result. */
	output: '/moby.filesync.v1.FileSend/DiffCopy',
	secret: getSecret,
} as const;

/** Header that ties a call of the bridge to its build. */
export const buildIdHeader = 'buildkit-controlapi-buildid';

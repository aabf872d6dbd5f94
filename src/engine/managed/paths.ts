import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';

/** Linux keeps a unix socket's path in 108 bytes, the closing zero byte included (unix(7)). */
const longestSocketPath = 107;

/** Where a managed engine keeps what. Everything but `shortcut` is below the data folder. */
export interface EnginePaths {
	/** Names this installation among others of the host: its cgroups and its shortcut. Derived from the folder. */
	readonly name: string;
	readonly folder: string;
	/** Root folders, one per recipe, under the recipe's hash. */
	readonly roots: string;
	/** `/var/lib/docker` of the engine. */
	readonly data: string;
	/** Seen by both sides: socket, configuration, certificates, the holders' pipe. */
	readonly run: string;
	/** One file per open handle on the engine. */
	readonly leases: string;
	readonly lock: string;
	/** Which process the engine is. */
	readonly state: string;
	readonly log: string;
	readonly socket: string;
	/** A link to `run`, needed when the path of the socket is too long to connect to. */
	readonly shortcut: string | undefined;
	/** Where clients connect, e.g. `unix:///srv/course/.stagecraft/engine/run/docker.sock`. */
	readonly address: string;
}

/**
 * @param dataDir the data folder of the installation.
 * @param roots folder of root folders, when they are shared with another installation.
 */
export function enginePaths(dataDir: string, roots?: string): EnginePaths {
	const folder = resolve(dataDir, 'engine');
	const name = `stagecraft-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
	const run = join(folder, 'run');
	const socket = join(run, 'docker.sock');
	const shortcut = Buffer.byteLength(socket) > longestSocketPath ? `/run/${name}` : undefined;
	return {
		name,
		folder,
		roots: roots === undefined ? join(folder, 'roots') : resolve(roots),
		data: join(folder, 'data'),
		run,
		leases: join(folder, 'leases'),
		lock: join(folder, 'lock'),
		state: join(folder, 'state.json'),
		log: join(folder, 'engine.log'),
		socket: shortcut === undefined ? socket : `${shortcut}/docker.sock`,
		shortcut,
		address: `unix://${shortcut === undefined ? socket : `${shortcut}/docker.sock`}`,
	};
}

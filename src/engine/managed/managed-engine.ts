import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cancelled, UserError } from '#errors';
import type { ReportProgress } from '../progress.ts';
import { answers } from './answers.ts';
import { daemonConfig } from './daemon-config.ts';
import { lockFile } from './file-lock.ts';
import { type HoldersPipe, holdPipe } from './holders-pipe.ts';
import { addLease, countLeases } from './leases.ts';
import { removeLeftovers } from './leftovers.ts';
import { type EnginePaths, enginePaths } from './paths.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { recipeHash } from './recipe.ts';
import { ensureRootFolder, removeOldRootFolders } from './root-folder.ts';
import { startEngine } from './start.ts';
import { readRunningState } from './state.ts';
import { stopEngine } from './stop.ts';
import { waitUntil } from './wait-until.ts';

/** A healthy engine answers at once, a loaded one within seconds. */
const adoptMilliseconds = 10_000;

/** One that others use cannot be started anew: a disk that stalls for a while is waited for. */
const heldMilliseconds = 60_000;

/** A program that is started anew after a crash is back within this time. */
const crashGraceSeconds = 60;

const scripts = ['./supervisor.sh', './engine.sh'].map((name) => fileURLToPath(new URL(name, import.meta.url)));

export interface ManagedEngineOptions {
	/** The data folder; the engine lives in `engine/` in it. */
	readonly dataDir: string;
	/** Folder of root folders to share with another installation instead of one's own. */
	readonly rootsDir?: string | undefined;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly report: ReportProgress;
	/** Seconds that the engine is kept for the next holder after a crash of the last one. */
	readonly graceSeconds?: number | undefined;
	readonly signal?: AbortSignal | undefined;
}

/** A hold on the managed engine. Disposing the last one of all processes stops it. */
export interface ManagedEngine extends AsyncDisposable {
	/** e.g. `unix:///srv/course/.stagecraft/engine/run/docker.sock`. */
	readonly address: string;
	/** Cgroup of this installation, relative to each hierarchy, e.g. `/stagecraft-0123456789ab`. */
	readonly cgroupParent: string;
}

interface Running {
	readonly supervisor: ProcessIdentity;
	readonly pipe: HoldersPipe;
}

async function hasUserNamespaces(): Promise<boolean> {
	const limit = await readFile('/proc/sys/user/max_user_namespaces', 'utf8').catch(() => '0');
	return Number(limit) > 0;
}

async function fingerprintOf(config: string): Promise<string> {
	const hash = createHash('sha256').update(recipeHash()).update(config);
	for (const script of scripts) hash.update(await readFile(script));
	return hash.digest('hex');
}

/** The engine that runs already, when it is the one we would start and answers; else it is stopped, unless it is held. */
async function adopt(paths: EnginePaths, fingerprint: string, signal?: AbortSignal): Promise<Running | undefined> {
	const state = await readRunningState(paths.state);
	const others = await countLeases(paths.leases);
	if (state === undefined) return undefined;
	const pipe = holdPipe(join(paths.run, 'holders'));
	const patience = others > 0 ? heldMilliseconds : 0;
	const healthy = await waitUntil(() => answers(paths.socket, adoptMilliseconds), patience, signal).catch(() => false);
	if (healthy && (others > 0 || state.fingerprint === fingerprint)) return { supervisor: state.supervisor, pipe };
	if (others === 0) {
		await stopEngine(paths, state.supervisor, pipe);
		return undefined;
	}
	pipe[Symbol.dispose]();
	if (signal?.aborted) throw cancelled('Starting the engine');
	throw new UserError(
		'engine-start-failed',
		`The managed Docker engine does not answer, and ${others} other programs use it.`,
		`Stop the other programs that use ${paths.folder}, then start again.`,
	);
}

async function release(paths: EnginePaths, { supervisor, pipe }: Running, lease: string): Promise<void> {
	await using _lock = await lockFile(paths.lock);
	await rm(lease, { force: true });
	if ((await countLeases(paths.leases)) > 0) pipe[Symbol.dispose]();
	else await stopEngine(paths, supervisor, pipe);
}

/**
 * Finds the installation's engine running, or starts it; makes its root folder first when there is none.
 *
 * @throws UserError `engine-start-failed`, `engine-missing`, `cancelled`.
 */
export async function openManagedEngine(options: ManagedEngineOptions): Promise<ManagedEngine> {
	const { report, signal, env, graceSeconds = crashGraceSeconds } = options;
	const paths = enginePaths(options.dataDir, options.rootsDir);
	const cgroupParent = `/${paths.name}`;
	await mkdir(paths.folder, { recursive: true, mode: 0o700 });
	const config = JSON.stringify(daemonConfig({ cgroupParent, remapUsers: await hasUserNamespaces() }), null, '\t');
	const fingerprint = await fingerprintOf(config);

	await using _lock = await lockFile(paths.lock, signal);
	let running = await adopt(paths, fingerprint, signal);
	if (running === undefined) {
		await removeLeftovers(paths);
		const root = await ensureRootFolder(paths.roots, report, signal);
		if (options.rootsDir === undefined) await removeOldRootFolders(paths.roots);
		report('start', 'starting the engine');
		running = await startEngine({ paths, root, config, fingerprint, env, signal, graceSeconds });
	} else {
		report('start', 'the engine runs already');
	}
	const lease = await addLease(paths.leases);
	const held = running;
	let released: Promise<void> | undefined;
	return {
		address: paths.address,
		cgroupParent,
		[Symbol.asyncDispose]: () => {
			released ??= release(paths, held, lease);
			return released;
		},
	};
}

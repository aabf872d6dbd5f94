import { spawn } from 'node:child_process';
import { mkdir, open, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cancelled, UserError } from '#errors';
import { hierarchyRoots } from '../cgroups/hierarchies.ts';
import { hostHierarchies } from '../cgroups/host-hierarchies.ts';
import { hostExtraCertificates } from '../host-certificates.ts';
import { answers } from './answers.ts';
import { type HoldersPipe, holdPipe, makeHoldersPipe } from './holders-pipe.ts';
import { killSupervisor } from './kill-supervisor.ts';
import { removeLeftovers } from './leftovers.ts';
import type { EnginePaths } from './paths.ts';
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts';
import { writeState } from './state.ts';
import { waitUntil } from './wait-until.ts';

/** A start takes about a second; a slow disk or a large data root may need longer. */
const startMilliseconds = 60_000;
/** One look whether it answers. */
const pingMilliseconds = 2_000;
/** End of the log that goes into an error message. */
const toldLogLines = 15;

const supervisorScript = fileURLToPath(new URL('./supervisor.sh', import.meta.url));

/** Variables that the engine's downloads depend on. */
const proxyVariables = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'] as const;

export interface StartOptions {
	readonly paths: EnginePaths;
	/** Path of the root folder. */
	readonly root: string;
	/** Text of daemon.json. */
	readonly config: string;
	/** What the engine is made from and started with. */
	readonly fingerprint: string;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Seconds that the engine lives on after its last holder crashed. */
	readonly graceSeconds: number;
	readonly signal?: AbortSignal | undefined;
}

export interface StartedEngine {
	readonly supervisor: ProcessIdentity;
	readonly pipe: HoldersPipe;
}

async function writeRunFolder({ paths, root, config }: StartOptions): Promise<void> {
	await rm(paths.run, { recursive: true, force: true });
	for (const folder of [paths.run, paths.data]) await mkdir(folder, { recursive: true, mode: 0o700 });
	const publicBundle = await readFile(join(root, 'etc/ssl/certs/ca-certificates.crt'), 'utf8');
	const bundle = [publicBundle.trimEnd(), ...(await hostExtraCertificates()), ''].join('\n');
	await writeFile(join(paths.run, 'certificates.pem'), bundle);
	await writeFile(join(paths.run, 'daemon.json'), config);
	await makeHoldersPipe(join(paths.run, 'holders'));
	if (paths.shortcut !== undefined) await symlink(paths.run, paths.shortcut);
}

async function spawnSupervisor({ paths, root, env, graceSeconds }: StartOptions): Promise<ProcessIdentity> {
	const hierarchies = await hostHierarchies();
	const proxies = proxyVariables.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]));
	await using log = await open(paths.log, 'w', 0o600);
	const child = spawn(
		'unshare',
		[
			...['--pid', '--fork', '--kill-child', '--mount', '--propagation', 'slave', 'sh', supervisorScript],
			...[root, paths.data, paths.run, paths.lock, paths.name, String(graceSeconds)],
			...(hierarchies === undefined ? [] : hierarchyRoots(hierarchies)),
		],
		{
			// Its own session: Ctrl-C in the terminal is for us, and we stop the engine in order.
			detached: true,
			stdio: ['ignore', log.fd, log.fd],
			// Not in our folder, which may be removed or unmounted meanwhile.
			cwd: '/',
			env: { PATH: env['PATH'], ...Object.fromEntries(proxies) },
		},
	);
	const failure = new Promise<Error | undefined>((resolve) => {
		child.once('error', resolve);
		child.once('spawn', () => resolve(undefined));
	});
	child.unref();
	const error = await failure;
	const supervisor = child.pid === undefined ? undefined : await identify(child.pid);
	if (supervisor !== undefined) return supervisor;
	throw await startFailed(paths, error);
}

async function startFailed(paths: EnginePaths, cause?: unknown): Promise<UserError> {
	const log = await readFile(paths.log, 'utf8').catch(() => '');
	const end = log.trimEnd().split('\n').slice(-toldLogLines).join('\n');
	return new UserError(
		'engine-start-failed',
		`The managed Docker engine did not start. The end of its log:\n${end}`,
		`Read ${paths.log}, or install a Docker engine of your own (https://docs.docker.com/engine/install/).`,
		cause,
	);
}

/**
 * Starts the engine and waits until it answers. The caller holds the lock and has seen that none runs.
 *
 * @throws UserError `engine-start-failed`, `cancelled`. Nothing runs then.
 */
export async function startEngine(options: StartOptions): Promise<StartedEngine> {
	const { paths, signal } = options;
	await writeRunFolder(options);
	const pipe = holdPipe(join(paths.run, 'holders'));
	const supervisor = await spawnSupervisor(options);
	await writeState(paths.state, { supervisor, fingerprint: options.fingerprint });
	let ended = false;
	const settled = await waitUntil(
		async () => {
			ended = !(await isRunning(supervisor));
			return ended || (await answers(paths.socket, pingMilliseconds));
		},
		startMilliseconds,
		signal,
	).catch(() => false);
	if (settled && !ended) return { supervisor, pipe };
	if (!ended) await killSupervisor(supervisor);
	pipe[Symbol.dispose]();
	await removeLeftovers(paths);
	throw signal?.aborted ? cancelled('Starting the engine') : await startFailed(paths);
}

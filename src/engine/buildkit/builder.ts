import { randomUUID } from 'node:crypto';
import { memoryContext } from '../client/memory-context.ts';
import type { BuildCgroup, BuildLimits, BuildOptions, BuildRequest, BuildResult } from '../engine.ts';
import { BuildProgress } from './build-progress.ts';
import { type OpenUpgraded, openSession } from './build-session.ts';
import { solveRequestCodec } from './control-messages.ts';
import type { SyncedFolder } from './file-sync.ts';
import { followBuild } from './follow-build.ts';
import { GrpcClient } from './grpc-client.ts';
import { type Solved, solve } from './solve.ts';
import { dockerfileName, folderNames, solveRequest } from './solve-request.ts';

/** Largest Dockerfile that is built: the engine repeats it in its errors, encoded twice, in a header of at most 64 KiB. */
export const dockerfileBytes = 32 * 1024;

/** Gives a cgroup with these limits to one build's steps; disposing it ends what is left in it. */
export interface StepCgroups {
	acquire(limits: BuildLimits, scope?: string): Promise<BuildCgroup>;
}

/** The Dockerfile and its `.dockerignore`, which counts before one in the context does. */
function dockerfileFolder({ dockerfile, dockerignore }: BuildRequest): SyncedFolder {
	const context = memoryContext({
		[dockerfileName]: dockerfile,
		// Never empty: for an empty one the engine would look into the context.
		[`${dockerfileName}.dockerignore`]: dockerignore?.trim() ? dockerignore : '# nothing is ignored\n',
	});
	return { context, sent: { entries: 0, bytes: 0 } };
}

/** Builds with the BuildKit inside an engine, over its own protocol. */
export class Builder {
	readonly #open: OpenUpgraded;
	readonly #cgroups: StepCgroups | undefined;

	constructor(open: OpenUpgraded, cgroups?: StepCgroups) {
		this.#open = open;
		this.#cgroups = cgroups;
	}

	/**
	 * @throws UserError `cancelled`; what the context throws when it cannot be read; GrpcError or the network's errors
	 * when the engine itself fails.
	 */
	async build(request: BuildRequest, options: BuildOptions = {}): Promise<BuildResult> {
		options.signal?.throwIfAborted();
		const startedAt = performance.now();
		const main: SyncedFolder = { context: request.context, sent: { entries: 0, bytes: 0 } };
		const progress = new BuildProgress(options.onEvent ?? (() => undefined));
		const size = Buffer.byteLength(request.dockerfile);
		const solved: Solved =
			size > dockerfileBytes
				? { outcome: 'failed', error: `the Dockerfile has ${size} bytes, more than the ${dockerfileBytes} allowed` }
				: await this.#solve(request, main, progress, options.signal);
		return {
			...solved,
			steps: progress.steps(),
			contextEntries: main.sent.entries,
			contextBytes: main.sent.bytes,
			milliseconds: performance.now() - startedAt,
		};
	}

	async #solve(
		request: BuildRequest,
		main: SyncedFolder,
		progress: BuildProgress,
		signal?: AbortSignal,
	): Promise<Solved> {
		const ids = { ref: randomUUID(), session: randomUUID() };
		const folders = new Map([
			[folderNames.context, main],
			[folderNames.dockerfile, dockerfileFolder(request)],
		]);
		await using cgroup = request.limits && (await this.#cgroups?.acquire(request.limits, request.cacheScope));
		using client = new GrpcClient(await this.#open('/grpc', {}));
		using _session = await openSession(this.#open, ids.session, folders, request.secrets);
		await using _progress = followBuild(client, ids.ref, progress);
		const parts = solveRequest(request, { ...ids, ...(cgroup && { cgroupParent: cgroup.path }) });
		const message = solveRequestCodec.encode(parts);
		const solved = await solve(client, { ...request, message }, () => progress.steps(), signal);
		if (solved.outcome === 'failed' && main.failure) {
			throw main.failure.cause;
		}
		return solved;
	}
}

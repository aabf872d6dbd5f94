import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { cancelled } from '#errors';
import { memoryContext } from '../client/memory-context.ts';
import type { BuildLimits, BuildOptions, BuildRequest, BuildResult } from '../engine.ts';
import { failureOf } from './build-error.ts';
import { BuildProgress } from './build-progress.ts';
import { type OpenUpgraded, openSession } from './build-session.ts';
import type { Sent } from './context-sender.ts';
import { solveRequestCodec, solveResponseCodec, statusRequestCodec } from './control-messages.ts';
import type { SyncedFolder } from './file-sync.ts';
import { GrpcClient } from './grpc-client.ts';
import { GrpcError, grpcCode } from './grpc-status.ts';
import { dockerfileName, folderNames, solveRequest } from './solve-request.ts';
import { statusResponseCodec } from './status-messages.ts';

/** Time for the last progress to arrive, and for a cancelled build's steps to be killed: then it is let go. */
const settleMilliseconds = 10_000;

/** Codes with which the engine says that it cannot serve; any other one speaks of the Dockerfile. */
const enginesFault: ReadonlySet<number> = new Set([grpcCode.unavailable, grpcCode.unimplemented]);

/** Gives a cgroup with these limits to one build's steps; disposing it ends what is left in it. */
export interface StepCgroups {
	acquire(limits: BuildLimits): Promise<AsyncDisposable & { readonly path: string }>;
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

	/** @throws UserError `cancelled`; GrpcError or the network's errors when the engine itself fails. */
	async build(request: BuildRequest, { signal, onEvent }: BuildOptions = {}): Promise<BuildResult> {
		signal?.throwIfAborted();
		const startedAt = performance.now();
		const sent: Sent = { entries: 0, bytes: 0 };
		const folders = new Map([
			[folderNames.context, { context: request.context, sent }],
			[folderNames.dockerfile, dockerfileFolder(request)],
		]);
		const ids = { ref: randomUUID(), session: randomUUID() };
		await using cgroup = request.limits && (await this.#cgroups?.acquire(request.limits));
		using client = new GrpcClient(await this.#open('/grpc', {}));
		using _session = await openSession(this.#open, ids.session, folders);
		const progress = new BuildProgress(onEvent ?? (() => undefined));
		const message = solveRequest(request, { ...ids, ...(cgroup && { cgroupParent: cgroup.path }) });
		const settled = follow(client, ids.ref, progress);
		const solved = await solve(client, solveRequestCodec.encode(message), signal).finally(settled);
		return {
			...solved,
			steps: progress.steps(),
			contextEntries: sent.entries,
			contextBytes: sent.bytes,
			milliseconds: performance.now() - startedAt,
		};
	}
}

type Solved = Pick<BuildResult, 'error' | 'errorLines' | 'imageId' | 'outcome'>;

async function solve(client: GrpcClient, message: Uint8Array, signal?: AbortSignal): Promise<Solved> {
	try {
		const answer = await client.unary('/moby.buildkit.v1.Control/Solve', message, signal);
		const imageId = solveResponseCodec.decode(answer).ExporterResponse['containerimage.digest'];
		return { outcome: 'built', ...(imageId !== undefined && { imageId }) };
	} catch (error) {
		if (signal?.aborted) {
			throw cancelled('The build');
		}
		if (error instanceof GrpcError && !enginesFault.has(error.code)) {
			return { outcome: 'failed', ...failureOf(error) };
		}
		throw error;
	}
}

/**
 * Follows the progress of a build. The engine ends the stream once the build's steps are gone, also when the build was
 * cancelled: the function that is returned waits for this end.
 */
function follow(client: GrpcClient, ref: string, progress: BuildProgress): () => Promise<void> {
	const stop = new AbortController();
	const following = (async () => {
		const message = statusRequestCodec.encode({ Ref: ref });
		for await (const received of client.stream('/moby.buildkit.v1.Control/Status', message, stop.signal)) {
			progress.take(statusResponseCodec.decode(received));
		}
		// Without progress a build is still a build: whether it worked is told by the solve call.
	})().catch(() => undefined);
	return async () => {
		const timer = new AbortController();
		const late = delay(settleMilliseconds, undefined, { signal: timer.signal }).catch(() => undefined);
		await Promise.race([following, late]);
		timer.abort();
		stop.abort();
	};
}

import { setTimeout as delay } from 'node:timers/promises';
import type { BuildProgress } from './build-progress.ts';
import { statusRequestCodec } from './control-messages.ts';
import type { GrpcClient } from './grpc-client.ts';
import { statusResponseCodec } from './status-messages.ts';

/** Time for the last progress to arrive, and for a cancelled build's steps to be killed: then it is let go. */
const settleMilliseconds = 10_000;

/**
 * Follows the progress of a build. The engine ends the stream once the build's steps are gone, also when the build was
 * cancelled: disposing waits for this end.
 */
export function followBuild(client: GrpcClient, ref: string, progress: BuildProgress): AsyncDisposable {
	const stop = new AbortController();
	const following = (async () => {
		const message = statusRequestCodec.encode({ Ref: ref });
		for await (const received of client.stream('/moby.buildkit.v1.Control/Status', message, stop.signal)) {
			progress.take(statusResponseCodec.decode(received));
		}
		// Without progress a build is still a build: whether it worked is told by the solve call.
	})().catch(() => undefined);
	return {
		async [Symbol.asyncDispose]() {
			const timer = new AbortController();
			// A request that was refused before its first step never gets a progress stream to wait for.
			const wait = progress.steps().length === 0 ? 0 : settleMilliseconds;
			const late = delay(wait, undefined, { signal: timer.signal }).catch(() => undefined);
			await Promise.race([following, late]);
			timer.abort();
			stop.abort();
		},
	};
}

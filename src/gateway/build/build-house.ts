import { createHash } from 'node:crypto';
import type { OpenUpgraded } from '#engine/buildkit/build-session.ts';
import type { Policy } from '#engine/buildkit/control-messages.ts';
import { GrpcError, grpcCode } from '#engine/buildkit/grpc-status.ts';
import type { BuildCgroup, Engine } from '#engine/engine.ts';
import { hasCode } from '#errors';
import type { GatewayLimits } from '../limits.ts';
import type { SessionNames } from '../names.ts';
import type { GatewayOptions } from '../options.ts';
import { buildPolicy } from './build-policy.ts';
import { EngineLink, upgradesOf } from './engine-link.ts';
import type { ForcedOptions } from './frontend-options.ts';
import { tooMuch } from './refusal.ts';
import type { Strings } from './solve-messages.ts';

export interface BuildOptions extends Pick<GatewayOptions, 'bases' | 'inspectDockerfile' | 'onFault'> {
	readonly engine: Pick<Engine, 'buildCgroup' | 'connect' | 'facts'>;
	readonly names: SessionNames;
	/** Put on every image of the session. */
	readonly labels: Strings;
	readonly limits: Pick<GatewayLimits, 'answerBytes' | 'build' | 'buildMilliseconds' | 'builds'>;
	/** Engine-side names of the session's images, each with its tag. */
	readonly ownImages: (signal: AbortSignal) => Promise<readonly string[]>;
}

/** What all builds of one session share. */
export class BuildHouse implements AsyncDisposable {
	readonly names: SessionNames;
	readonly limits: BuildOptions['limits'];
	readonly inspectDockerfile: BuildOptions['inspectDockerfile'];
	readonly open: OpenUpgraded;
	readonly link: EngineLink;
	readonly #options: BuildOptions;
	/** Names the session's part of the build cache. From the names, so that it is the same after a restart. */
	readonly #scope: string;
	#cgroup: Promise<BuildCgroup | undefined> | undefined;
	#running = 0;
	#lastTime = 0;

	constructor(options: BuildOptions) {
		this.#options = options;
		this.names = options.names;
		this.limits = options.limits;
		this.inspectDockerfile = options.inspectDockerfile;
		this.open = upgradesOf(options.engine);
		this.link = new EngineLink(this.open);
		this.#scope = this.hash('cache');
	}

	/** A name that says nothing of the session, and that no other session has. */
	hash(text: string): string {
		return createHash('sha256').update(`${this.names.prefix}\0${text}`).digest('hex').slice(0, 32);
	}

	async forcedOptions(): Promise<ForcedOptions> {
		const { engine, limits, labels } = this.#options;
		this.#cgroup ??= engine.buildCgroup(limits.build, this.#scope);
		const cgroup = await this.#cgroup.catch((error: unknown) => {
			// Tried again with the next build.
			this.#cgroup = undefined;
			throw error;
		});
		return {
			platform: engine.facts.platform,
			fileBytes: limits.build.fileBytes,
			memoryBytes: limits.build.memoryBytes,
			scope: this.#scope,
			labels,
			...(cgroup && { cgroupParent: cgroup.path }),
		};
	}

	async policy(signal: AbortSignal): Promise<Policy> {
		const { bases, ownImages, names } = this.#options;
		return buildPolicy(bases, await ownImages(signal), names);
	}

	/** @throws GrpcError when the session has as many builds as it may. Disposing gives the place back. */
	takeSlot(): Disposable {
		const { builds } = this.limits;
		if (this.#running >= builds) {
			throw tooMuch(`${builds} builds run in this session already. Wait for one to end, or end it with Ctrl-C.`);
		}
		this.#running += 1;
		const release = () => {
			this.#running -= 1;
		};
		return { [Symbol.dispose]: release };
	}

	/** Later than all times given before, in whole milliseconds. */
	freshTime(): Date {
		this.#lastTime = Math.max(this.#lastTime + 1, Date.now());
		return new Date(this.#lastTime);
	}

	/** A failure that is not the learner's, in words. */
	faultOf(error: unknown, signal: AbortSignal): GrpcError {
		if (error instanceof GrpcError) return error;
		if (signal.aborted || (error instanceof Error && error.name === 'AbortError')) {
			return new GrpcError(grpcCode.cancelled, 'The build was cancelled.');
		}
		// The engine repeats the Dockerfile in its words; above 64 KiB Node does not take them.
		if (hasCode(error, 'ERR_HTTP2_ERROR')) {
			return new GrpcError(grpcCode.unknown, 'The build failed. The lines above say at which step.');
		}
		this.#options.onFault(error);
		return new GrpcError(grpcCode.unavailable, 'The engine did not answer. Try again in a moment.');
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.link[Symbol.dispose]();
		const cgroup = await this.#cgroup?.catch(() => undefined);
		await cgroup?.[Symbol.asyncDispose]();
	}
}

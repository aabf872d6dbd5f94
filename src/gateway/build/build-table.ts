import { GrpcError, grpcCode } from '#engine/buildkit/grpc-status.ts';
import type { Build } from './build.ts';
import { buildLimits, buildTimes } from './limits.ts';
import { malformed, tooMuch } from './refusal.ts';
import { WaitingTable } from './waiting-table.ts';

/** How a build that ended well is remembered. */
class EndedWell extends GrpcError {
	constructor() {
		super(grpcCode.notFound, 'This build is over.');
	}
}

/** The builds of one session, by the names that docker commands gave them. */
export class BuildTable {
	readonly #known = new WaitingTable<Build | GrpcError>();
	readonly #running = new Set<Build>();
	/** Names of builds that are over, the latest last. */
	readonly #over: string[] = [];

	/**
	 * Gives a name to a build that is about to run.
	 *
	 * @throws GrpcError for a name that is in use, and when there are too many builds.
	 */
	begin(ref: string, build: () => Build): Build {
		if (this.#running.size >= buildLimits.requests) throw tooMuch('Too many builds at a time. Wait for one to end.');
		try {
			const begun = build();
			this.#running.add(begun);
			this.#known.set(ref, begun);
			return begun;
		} catch (error) {
			if (error instanceof GrpcError) this.#remember(ref, error);
			throw error;
		}
	}

	/** @throws GrpcError when a build of this name runs. */
	checkFree(ref: string): void {
		const known = this.#known.get(ref);
		if (known !== undefined && !(known instanceof GrpcError)) throw malformed('A build of this name runs already.');
	}

	/** Calls about a build that is over are told how it ended, at once: the docker command makes some before it looks. */
	end(ref: string, build: Build, failure?: GrpcError): void {
		this.#running.delete(build);
		this.#remember(ref, failure ?? new EndedWell());
	}

	/** The build of this name, which may be about to begin. @throws GrpcError. */
	async find(ref: string, signal: AbortSignal): Promise<Build> {
		const found = await this.#known.wait(ref, buildTimes.partnerMilliseconds, signal);
		if (found === undefined) throw new GrpcError(grpcCode.notFound, 'There is no such build in this session.');
		if (found instanceof GrpcError) throw found;
		return found;
	}

	/** A build to follow: undefined for one that ended well before anybody asked, and has no more to tell. @throws GrpcError. */
	async findToFollow(ref: string, signal: AbortSignal): Promise<Build | undefined> {
		try {
			return await this.find(ref, signal);
		} catch (error) {
			if (error instanceof EndedWell) return undefined;
			throw error;
		}
	}

	cancelAll(): void {
		for (const build of this.#running) build.cancel();
	}

	#remember(ref: string, end: GrpcError): void {
		this.#known.set(ref, end);
		this.#over.push(ref);
		if (this.#over.length <= buildLimits.requests) return;
		const oldest = this.#over.shift() ?? '';
		const known = this.#known.get(oldest);
		if (known instanceof GrpcError && !this.#over.includes(oldest)) this.#known.delete(oldest, known);
	}
}

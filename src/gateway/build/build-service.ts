import { solveResponseCodec, statusRequestCodec } from '#engine/buildkit/control-messages.ts';
import type { GrpcCall, GrpcHandler } from '#engine/buildkit/grpc-server.ts';
import { GrpcError, grpcCode } from '#engine/buildkit/grpc-status.ts';
import { healthHandler, healthPath } from '#engine/buildkit/health.ts';
import { Build } from './build.ts';
import type { BuildHouse } from './build-house.ts';
import type { BuildTable } from './build-table.ts';
import type { CommandSession } from './command-session.ts';
import { buildLimits, buildTimes } from './limits.ts';
import { buildIdHeader, controlPath, llbPath } from './paths.ts';
import { malformed, refused, tooMuch } from './refusal.ts';
import { returnedCodec } from './result-messages.ts';
import { type AskedBridgeSolve, askedBridgeSolveCodec, askedSolveCodec } from './solve-messages.ts';
import { solvePlan } from './solve-plan.ts';
import type { WaitingTable } from './waiting-table.ts';

const cacheSentence =
	'The build cache is shared out by the course: it can be neither listed nor emptied here. To build without it: docker build --no-cache.';
const historySentence = 'A history of builds is not kept here.';

/** Calls that a docker command makes for something else than a build, with what to do instead. */
const refusedCalls: Readonly<Record<string, string>> = {
	[`${controlPath}/DiskUsage`]: cacheSentence,
	[`${controlPath}/Prune`]: cacheSentence,
	[`${controlPath}/ListenBuildHistory`]: historySentence,
	[`${controlPath}/UpdateBuildHistory`]: historySentence,
};

/**
 * The calls that a learner's docker command may make on a connection of its own, by path. Every other path is answered with
 * Unimplemented.
 */
export function buildService(
	house: BuildHouse,
	sessions: WaitingTable<CommandSession>,
	builds: BuildTable,
): ReadonlyMap<string, GrpcHandler> {
	const service = new BuildService(house, sessions, builds);
	const handlers: Record<string, GrpcHandler> = {
		[healthPath]: healthHandler,
		[`${controlPath}/Info`]: async (call) => call.send(await house.link.info()),
		[`${controlPath}/ListWorkers`]: async (call) => call.send(await house.link.workers()),
		[`${controlPath}/Solve`]: (call) => service.solve(call),
		[`${controlPath}/Status`]: (call) => service.status(call),
		[`${llbPath}/Ping`]: (call) => service.ping(call),
		[`${llbPath}/Return`]: (call) => service.return(call),
		[`${llbPath}/Solve`]: (call) => service.solveFrontend(call),
	};
	for (const [path, sentence] of Object.entries(refusedCalls)) {
		handlers[path] = () => Promise.reject(refused(sentence));
	}
	return new Map(Object.entries(handlers).map(([path, handler]) => [path, told(handler, house)]));
}

/** Faults that are not the learner's are told apart, and not in the engine's words. */
function told(handler: GrpcHandler, house: BuildHouse): GrpcHandler {
	return async (call) => {
		try {
			await handler(call);
		} catch (error) {
			throw house.faultOf(error, call.signal);
		}
	};
}

class BuildService {
	readonly #house: BuildHouse;
	readonly #sessions: WaitingTable<CommandSession>;
	readonly #builds: BuildTable;

	constructor(house: BuildHouse, sessions: WaitingTable<CommandSession>, builds: BuildTable) {
		this.#house = house;
		this.#sessions = sessions;
		this.#builds = builds;
	}

	async solve(call: GrpcCall): Promise<void> {
		const asked = decoded(askedSolveCodec, await firstMessage(call));
		const { Ref, Session } = asked;
		if (!isId(Ref)) throw malformed('A build needs a name of its own.');
		this.#builds.checkFree(Ref);
		const session = (signal: AbortSignal) => this.#session(Session, signal);
		const build = this.#builds.begin(Ref, () => new Build(this.#house, solvePlan(asked, this.#house.names, session)));
		try {
			const ExporterResponse = await build.run(call.signal);
			this.#builds.end(Ref, build);
			await call.send(solveResponseCodec.encode({ ExporterResponse }));
		} catch (error) {
			const failure = this.#house.faultOf(error, call.signal);
			this.#builds.end(Ref, build, failure);
			throw failure;
		}
	}

	async status(call: GrpcCall): Promise<void> {
		const { Ref } = decoded(statusRequestCodec, await firstMessage(call));
		if (!isId(Ref)) throw noSuchBuild();
		// The command asks while the build begins, and a short one may be over by then.
		const build = await this.#builds.findToFollow(Ref, call.signal);
		await build?.follow((message) => call.send(message), call.signal);
	}

	async ping(call: GrpcCall): Promise<void> {
		await this.#calledBuild(call);
		await call.send(await this.#house.link.pong());
	}

	async solveFrontend(call: GrpcCall): Promise<void> {
		const asked = decoded(askedBridgeSolveCodec, await firstMessage(call)) satisfies AskedBridgeSolve;
		if (Object.keys(asked.FrontendOpt).length > buildLimits.options) throw tooMuch('A build has too many options.');
		const build = await this.#calledBuild(call);
		await call.send(await build.solve(asked));
	}

	async return(call: GrpcCall): Promise<void> {
		const returned = decoded(returnedCodec, await firstMessage(call));
		const build = await this.#calledBuild(call);
		await call.send(await build.return(returned, call.signal));
	}

	#calledBuild(call: GrpcCall): Promise<Build> {
		return this.#build(call.metadata.get(buildIdHeader)?.[0] ?? '', call.signal);
	}

	/** A call about a build may overtake the one that begins it. */
	async #build(ref: string, signal: AbortSignal): Promise<Build> {
		if (!isId(ref)) throw noSuchBuild();
		return await this.#builds.find(ref, signal);
	}

	async #session(id: string, signal: AbortSignal): Promise<CommandSession> {
		const session = isId(id) ? await this.#sessions.wait(id, buildTimes.partnerMilliseconds, signal) : undefined;
		if (session === undefined)
			throw new GrpcError(grpcCode.notFound, 'The docker command of this build is not connected.');
		return session;
	}
}

function noSuchBuild(): GrpcError {
	return new GrpcError(grpcCode.notFound, 'There is no such build in this session.');
}

function isId(text: string): boolean {
	return text.length > 0 && text.length <= buildLimits.idLength;
}

async function firstMessage(call: GrpcCall): Promise<Uint8Array> {
	for await (const message of call.messages) return message;
	throw malformed('A call came without a message.');
}

function decoded<T>(codec: { decode(bytes: Uint8Array): T }, bytes: Uint8Array): T {
	try {
		return codec.decode(bytes);
	} catch {
		throw malformed('A message came that cannot be read.');
	}
}

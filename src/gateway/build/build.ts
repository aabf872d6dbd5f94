import { randomUUID } from 'node:crypto';
import { solveResponseCodec, statusRequestCodec } from '#engine/buildkit/control-messages.ts';
import type { GrpcClient } from '#engine/buildkit/grpc-client.ts';
import { GrpcError, grpcCode } from '#engine/buildkit/grpc-status.ts';
import { type DockerfileText, learnerFailure } from './build-failure.ts';
import type { BuildHouse } from './build-house.ts';
import { refuseCacheImports } from './cache-options.ts';
import type { CommandSession } from './command-session.ts';
import { type EngineSession, openEngineSession } from './engine-session.ts';
import { type DockerfilePlace, DockerfileRefused, fetchDockerfile } from './fetch-dockerfile.ts';
import { frontendOptions } from './frontend-options.ts';
import { learnerResult } from './learner-result.ts';
import { buildIdHeader, controlPath, llbPath } from './paths.ts';
import { ProgressView } from './progress-view.ts';
import { malformed, refused } from './refusal.ts';
import { bridgeAnswerCodec, emptyResult, type Returned, returnedCodec } from './result-messages.ts';
import { type AskedBridgeSolve, madeBridgeSolveCodec, madeSolveCodec, type Strings } from './solve-messages.ts';
import type { SolvePlan } from './solve-plan.ts';

/** Longest message of a docker command about its own failure. */
const messageLength = 4_096;

const nothing = new Uint8Array();

/**
 * One build that a learner's docker command asks for. Nothing reaches the engine before the front end is asked: the command
 * opens two builds without any content first, to see what the engine can do.
 */
export class Build {
	readonly #house: BuildHouse;
	readonly #plan: SolvePlan;
	/** Names the build on the engine. */
	readonly #ref = randomUUID();
	readonly #abort = new AbortController();
	readonly #outcome = Promise.withResolvers<Strings>();
	/** Resolves when the engine has been asked, or the build has ended without that. */
	readonly #begun = Promise.withResolvers<GrpcClient | undefined>();
	#session: EngineSession | undefined;
	#release: Disposable | undefined;
	#isAsked = false;
	#dockerfile: DockerfileText | undefined;
	/** What the front end gave, as it is on the wire: the only result that may become an image. */
	#result: Uint8Array | undefined;
	/** Why the front end failed: told again at the end, with the marked lines. */
	#failure: GrpcError | undefined;

	constructor(house: BuildHouse, plan: SolvePlan) {
		this.#house = house;
		this.#plan = plan;
		// Whoever follows the build is told; nobody may be there.
		this.#outcome.promise.catch(() => undefined);
		this.#begun.promise.catch(() => undefined);
	}

	/** Runs to the end, and gives what the exporters tell. @throws GrpcError in the learner's words. */
	async run(signal: AbortSignal): Promise<Strings> {
		const stop = () => this.#fail(new GrpcError(grpcCode.cancelled, 'The build was cancelled.'));
		signal.addEventListener('abort', stop);
		if (signal.aborted) stop();
		const { buildMilliseconds } = this.#house.limits;
		const timer = setTimeout(() => {
			const words = `The build took more than ${Math.round(buildMilliseconds / 1000)} seconds and was ended.`;
			this.#fail(new GrpcError(grpcCode.deadlineExceeded, words));
		}, buildMilliseconds);
		try {
			return await this.#outcome.promise;
		} finally {
			clearTimeout(timer);
			signal.removeEventListener('abort', stop);
			this.#abort.abort();
			this.#begun.resolve(undefined);
			this.#session?.[Symbol.dispose]();
			this.#release?.[Symbol.dispose]();
		}
	}

	/** Ends the build from outside. */
	cancel(): void {
		this.#fail(new GrpcError(grpcCode.unavailable, 'The session ended.'));
	}

	/** Answers `LLBBridge.Solve`. @throws GrpcError in the learner's words. */
	async solve(asked: AskedBridgeSolve): Promise<Uint8Array> {
		try {
			return await this.#solveOnce(asked);
		} catch (error) {
			this.#failure = this.#told(error);
			// Whoever waits for the engine to be asked need not wait on, unless it has been.
			this.#begun.resolve(undefined);
			throw this.#failure;
		}
	}

	/** Answers `LLBBridge.Return`: the docker command says that its part is done. */
	async return({ error }: Returned, signal: AbortSignal): Promise<Uint8Array> {
		const failed = error && {
			code: error.code || grpcCode.unknown,
			message: error.message.slice(0, messageLength),
		};
		const client = this.#isAsked ? await this.#begun.promise : undefined;
		if (client === undefined) {
			this.#endUnasked(failed);
			return nothing;
		}
		if (failed === null && this.#result === undefined) throw malformed('A build without a result cannot be finished.');
		const result = failed === null && this.#result?.length ? this.#result : emptyResult;
		const returned = { result, error: failed };
		await client.unary(`${llbPath}/Return`, returnedCodec.encode(returned), { ...this.#settings, signal });
		return nothing;
	}

	/** Answers `Control.Status`. */
	async follow(send: (message: Uint8Array) => Promise<void>, signal: AbortSignal): Promise<void> {
		const client = await this.#begun.promise;
		if (client === undefined) return;
		const view = new ProgressView(this.#house.names);
		const request = statusRequestCodec.encode({ Ref: this.#ref });
		for await (const message of client.stream(`${controlPath}/Status`, request, signal)) {
			await send(view.message(message));
		}
	}

	get #settings() {
		return { metadata: { [buildIdHeader]: this.#ref }, signal: this.#abort.signal };
	}

	async #solveOnce(asked: AskedBridgeSolve): Promise<Uint8Array> {
		if (
			asked.Frontend !== 'dockerfile.v0' ||
			asked.Definition.length > 0 ||
			Object.keys(asked.FrontendInputs).length > 0
		) {
			throw refused('Only Dockerfiles are built here, by the engine’s own front end.');
		}
		refuseCacheImports(asked);
		const FrontendOpt = frontendOptions(asked.FrontendOpt, await this.#house.forcedOptions());
		if (this.#isAsked) throw malformed('A build asks its front end once.');
		this.#isAsked = true;
		this.#release = this.#house.takeSlot();
		const folder = asked.FrontendOpt['dockerfilekey'] ?? 'dockerfile';
		const client = await this.#begin({ folder, name: FrontendOpt['filename'] ?? 'Dockerfile' });
		const made = { FrontendOpt, Evaluate: asked.Evaluate, allowResultReturn: true, allowResultArrayRef: true } as const;
		const message = madeBridgeSolveCodec.encode({ Frontend: 'dockerfile.v0', ...made });
		const answer = await client.unary(`${llbPath}/Solve`, message, this.#settings);
		this.#result = bridgeAnswerCodec.decode(answer).result;
		return bridgeAnswerCodec.encode({ result: learnerResult(this.#result) });
	}

	/** Asks the engine, once the Dockerfile is known to be harmless. */
	async #begin(place: DockerfilePlace): Promise<GrpcClient> {
		const { signal } = this.#abort;
		const [command, client, policy] = await Promise.all([
			this.#plan.command(signal),
			this.#house.link.client(),
			this.#house.policy(signal),
		]);
		const dockerfile = await fetchDockerfile(command, place, this.#house.inspectDockerfile, signal);
		this.#dockerfile = dockerfile;
		const session = await this.#openSession(command, dockerfile);
		const message = madeSolveCodec.encode({
			...this.#plan.fields,
			Ref: this.#ref,
			Session: session.id,
			SourcePolicy: policy,
		});
		client.unary(`${controlPath}/Solve`, message, { signal }).then(
			(answer) => this.#outcome.resolve(this.#plan.response(solveResponseCodec.decode(answer).ExporterResponse)),
			(error: unknown) => this.#fail(this.#failure ?? this.#told(error)),
		);
		this.#begun.resolve(client);
		return client;
	}

	async #openSession(command: CommandSession, dockerfile: DockerfileText): Promise<EngineSession> {
		const { open, limits } = this.#house;
		const modifiedAt = this.#house.freshTime();
		const session = await openEngineSession({ open, command, dockerfile, modifiedAt, outputBytes: limits.answerBytes });
		if (this.#abort.signal.aborted) session[Symbol.dispose]();
		this.#session = session;
		return session;
	}

	/** The docker command ended a build that was never asked for, or that was refused before it began. */
	#endUnasked(failed: { code: number; message: string } | null): void {
		if (this.#failure !== undefined) this.#fail(this.#failure);
		else if (failed !== null) this.#fail(new GrpcError(failed.code, failed.message));
		else if (this.#plan.fields.ExporterDeprecated !== '' || this.#plan.fields.Exporters.length > 0) {
			this.#fail(malformed('A build without a result cannot be finished.'));
		} else this.#outcome.resolve({});
	}

	#fail(error: GrpcError): void {
		this.#outcome.reject(error);
		this.#abort.abort();
		this.#begun.resolve(undefined);
	}

	#told(error: unknown): GrpcError {
		if (error instanceof DockerfileRefused) return error;
		return error instanceof GrpcError
			? learnerFailure(error, this.#house.names, this.#dockerfile)
			: this.#house.faultOf(error, this.#abort.signal);
	}
}

import type { Duplex } from 'node:stream';
import { type CallSettings, GrpcClient, type OpenCall } from '#engine/buildkit/grpc-client.ts';
import { sessionPaths } from './paths.ts';

/** Largest message that is taken from a docker command: it sends files in pieces of 32 KiB, secrets of up to 500 KB. */
const messageBytes = 1024 * 1024;

/** What a docker command offers to its builds on one connection: its files, a place for results, secrets. */
export class CommandSession implements Disposable {
	/** As the docker command names it; it means something within one session of a learner alone. */
	readonly id: string;
	/** Names the folders for the engine, which fetches what changed under the same name. */
	readonly sharedKey: string;
	readonly #client: GrpcClient;
	readonly #methods: ReadonlySet<string>;

	/** @param methods paths of the calls that the docker command says it serves. */
	constructor(id: string, sharedKey: string, methods: readonly string[], socket: Duplex) {
		this.id = id;
		this.sharedKey = sharedKey;
		this.#methods = new Set(methods);
		this.#client = new GrpcClient(socket, messageBytes);
	}

	serves(path: string): boolean {
		return this.#methods.has(path);
	}

	/** Begins to fetch a folder. */
	openFiles(metadata: NonNullable<CallSettings['metadata']>, signal: AbortSignal): OpenCall {
		return this.#client.open(sessionPaths.files, { metadata, signal });
	}

	/** Begins to bring a result. */
	openOutput(metadata: NonNullable<CallSettings['metadata']>, signal: AbortSignal): OpenCall {
		return this.#client.open(sessionPaths.output, { metadata, signal });
	}

	async secret(request: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
		return await this.#client.unary(sessionPaths.secret, request, { signal });
	}

	[Symbol.dispose](): void {
		this.#client[Symbol.dispose]();
	}
}

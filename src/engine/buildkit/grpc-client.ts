import { type ClientHttp2Session, type ClientHttp2Stream, connect, type IncomingHttpHeaders } from 'node:http2';
import type { Duplex } from 'node:stream';
import { frame, framesOf } from './grpc-frames.ts';
import { failureIn, GrpcError, grpcCode } from './grpc-status.ts';

/** HTTP/2 receive window: BuildKit's log bursts come in faster than the default 64 KiB lets them. */
const windowBytes = 1024 * 1024;

/** A failed build's trailers hold the Dockerfile, once for each place that the error points to. */
const trailerBytes = 8 * 1024 * 1024;

/** gRPC calls over one connection. Disposing ends the connection and the calls on it. */
export class GrpcClient implements Disposable {
	readonly #session: ClientHttp2Session;

	constructor(socket: Duplex) {
		this.#session = connect('http://localhost', {
			createConnection: () => socket,
			settings: { enablePush: false, initialWindowSize: windowBytes, maxHeaderListSize: trailerBytes },
		});
		// Its calls fail with the same error and tell it to their callers.
		this.#session.on('error', () => undefined);
	}

	/** Sends one message and gives the one that answers it. Throws GrpcError. */
	async unary(path: string, message: Uint8Array, signal?: AbortSignal): Promise<Uint8Array> {
		let answer: Uint8Array | undefined;
		for await (const received of this.stream(path, message, signal)) {
			answer ??= received;
		}
		if (answer === undefined) {
			throw new GrpcError(grpcCode.internal, `${path} ended without an answer.`);
		}
		return answer;
	}

	/** Sends one message and gives those that answer it as they come. Throws GrpcError. */
	async *stream(path: string, message: Uint8Array, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
		const stream = this.#session.request(
			{ ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' },
			{ endStream: false, ...(signal && { signal }) },
		);
		const status = statusOf(stream);
		stream.end(frame(message));
		yield* framesOf(stream);
		const failure = failureIn(await status);
		if (failure) {
			throw failure;
		}
	}

	[Symbol.dispose](): void {
		this.#session.destroy();
	}
}

/** The headers that carry the status of a call: trailers, or the only headers of an answer without messages. */
function statusOf(stream: ClientHttp2Stream): Promise<IncomingHttpHeaders> {
	return new Promise((resolve) => {
		let last: IncomingHttpHeaders = {};
		stream.on('response', (headers) => {
			last = headers;
		});
		stream.on('trailers', (trailers) => {
			last = trailers;
		});
		stream.on('close', () => resolve(last));
	});
}

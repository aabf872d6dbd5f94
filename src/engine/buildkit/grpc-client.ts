import { type ClientHttp2Session, type ClientHttp2Stream, connect, type IncomingHttpHeaders } from 'node:http2';
import { type Duplex, PassThrough, type Readable } from 'node:stream';
import { frame, framesOf, messageBytes, windowBytes } from './grpc-frames.ts';
import { failureIn, GrpcError, grpcCode } from './grpc-status.ts';
import { sessionEnd } from './session-end.ts';

/** A failed build's trailers hold the Dockerfile, once for each place that the error points to. */
const trailerBytes = 8 * 1024 * 1024;

/** Headers of one call of ours: a `.dockerignore` sends each of its lines as one. */
const headerBytes = 2 * 1024 * 1024;

export interface CallSettings {
	/** Values by key; several of one key are sent as several headers. */
	readonly metadata?: Readonly<Record<string, string | readonly string[]>>;
	readonly signal?: AbortSignal | undefined;
}

/** A call in which both sides send messages as they like. */
export interface OpenCall {
	/** Those of the other side. Throws GrpcError at the end of a call that failed. */
	readonly messages: AsyncIterable<Uint8Array>;
	/** Resolves when the connection has taken the message. */
	send(message: Uint8Array): Promise<void>;
	/** Says that no more messages come from here. */
	end(): void;
	/** Gives the call up. */
	cancel(): void;
}

/** gRPC calls over one connection. Disposing ends the connection and the calls on it. */
export class GrpcClient implements Disposable {
	readonly #session: ClientHttp2Session;
	readonly #largest: number;
	readonly #end: () => void;

	/** @param largest bytes of the largest message that is taken. */
	constructor(socket: Duplex, largest: number = messageBytes) {
		this.#largest = largest;
		this.#session = connect('http://localhost', {
			createConnection: () => socket,
			settings: { enablePush: false, initialWindowSize: windowBytes, maxHeaderListSize: trailerBytes },
			maxSendHeaderBlockLength: headerBytes,
		});
		// The default window of a connection is smaller than that of one call on it.
		this.#session.on('connect', () => this.#session.setLocalWindowSize(windowBytes));
		this.#end = sessionEnd(this.#session);
		// Its calls fail with the same error and tell it to their callers.
		this.#session.on('error', () => undefined);
	}

	/** Whether no call can be made any more. */
	get isClosed(): boolean {
		return this.#session.closed || this.#session.destroyed;
	}

	/** Begins a call. */
	open(path: string, { metadata, signal }: CallSettings = {}): OpenCall {
		const stream = this.#session.request(
			{ ...metadata, ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' },
			{ endStream: false, ...(signal && { signal }) },
		);
		// Told by the reading of its messages.
		stream.on('error', () => undefined);
		return {
			messages: messagesOf(stream, this.#largest),
			send: (message) =>
				new Promise((resolve, reject) => {
					stream.write(frame(message), (error) => (error ? reject(error) : resolve()));
				}),
			end: () => stream.end(),
			cancel: () => stream.close(cancelCode),
		};
	}

	/** Sends one message and gives the one that answers it. Throws GrpcError. */
	async unary(path: string, message: Uint8Array, settings?: AbortSignal | CallSettings): Promise<Uint8Array> {
		let answer: Uint8Array | undefined;
		for await (const received of this.stream(path, message, settings)) {
			answer ??= received;
		}
		if (answer === undefined) {
			throw new GrpcError(grpcCode.internal, `${path} ended without an answer.`);
		}
		return answer;
	}

	/** Sends one message and gives those that answer it as they come. Throws GrpcError. */
	async *stream(
		path: string,
		message: Uint8Array,
		settings: AbortSignal | CallSettings = {},
	): AsyncGenerator<Uint8Array> {
		const call = this.open(path, settings instanceof AbortSignal ? { signal: settings } : settings);
		// A call that cannot be sent fails when its messages are read.
		call.send(message).catch(() => undefined);
		call.end();
		yield* call.messages;
	}

	[Symbol.dispose](): void {
		this.#end();
	}
}

/** CANCEL of RFC 9113, section 7. */
const cancelCode = 8;

function messagesOf(stream: ClientHttp2Stream, largest: number): AsyncGenerator<Uint8Array> {
	const status = statusOf(stream);
	return (async function* () {
		yield* framesOf(bodyOf(stream), largest);
		const failure = failureIn(await status);
		if (failure) {
			throw failure;
		}
	})();
}

/**
 * What the other side sends, to its end. A side that ends a call without waiting for ours resets it in the same breath; Node
 * tells that as `aborted`, at which reading the stream itself throws, though its end has arrived.
 */
function bodyOf(stream: ClientHttp2Stream): Readable {
	const body = new PassThrough();
	stream.pipe(body);
	stream.on('error', (error) => body.destroy(error));
	stream.on('close', () => {
		if (!stream.readableEnded) body.destroy(new Error('The connection was closed in the middle of an answer.'));
	});
	// Nobody reads on.
	body.on('close', () => {
		if (!stream.readableEnded) stream.close(cancelCode);
	});
	return body;
}

/** The headers that carry the status of a call: trailers, or the only headers of an answer without messages. */
function statusOf(stream: ClientHttp2Stream): Promise<IncomingHttpHeaders> {
	return new Promise((resolve) => {
		// Not the end of the stream: that waits for our half too, and whoever reads may be the one to end it.
		stream.on('trailers', resolve);
		stream.on('response', (headers) => {
			if (headers['grpc-status'] !== undefined) resolve(headers);
		});
		stream.on('close', () => resolve({}));
	});
}

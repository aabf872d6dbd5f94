import { performServerHandshake, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { Duplex } from 'node:stream';
import { type CallMetadata, readMetadata } from './call-metadata.ts';
import { frame, framesOf, messageBytes, windowBytes } from './grpc-frames.ts';
import { GrpcError, grpcCode, statusHeaders } from './grpc-status.ts';
import { sessionEnd } from './session-end.ts';

/** One call that the other side makes to us. */
export interface GrpcCall {
	readonly metadata: CallMetadata;
	readonly messages: AsyncIterable<Uint8Array>;
	/** Aborted when the other side gives the call up, or its connection ends. */
	readonly signal: AbortSignal;
	/** Resolves when the connection has taken the message, so that a slow receiver slows the sender. */
	send(message: Uint8Array): Promise<void>;
}

/** Serves a call to its end. What it throws becomes the call's status. */
export type GrpcHandler = (call: GrpcCall) => Promise<void>;

const contentType = { ':status': 200, 'content-type': 'application/grpc' } as const;

/** Names and values of one call: a `.dockerignore` sends each of its lines as one. */
const headerPairs = 10_000;

/** Headers of one call, and trailers with the details of a failed build. */
const headerBytes = 2 * 1024 * 1024;

/** Megabytes that one connection may make us hold. */
const sessionMegabytes = 32;

/** What one connection may cost. */
export interface ServeLimits {
	/** Calls at a time. */
	readonly calls: number;
	/** Bytes of one message that comes in. */
	readonly messageBytes: number;
}

const engineLimits: ServeLimits = { calls: 100, messageBytes };

const serverOptions = (calls: number) => ({
	settings: { initialWindowSize: windowBytes, maxConcurrentStreams: calls, maxHeaderListSize: headerBytes },
	maxHeaderListPairs: headerPairs,
	maxSendHeaderBlockLength: headerBytes,
	maxSessionMemory: sessionMegabytes,
});

/** A call that is over, well or not, is over for what was started for it. */
function signalOf(stream: ServerHttp2Stream): AbortSignal {
	const abort = new AbortController();
	stream.on('close', () => abort.abort());
	return abort.signal;
}

async function answer(
	stream: ServerHttp2Stream,
	metadata: CallMetadata,
	handler: GrpcHandler,
	largest: number,
): Promise<void> {
	let trailers: Record<string, string> = { 'grpc-status': String(grpcCode.ok) };
	stream.on('wantTrailers', () => stream.sendTrailers(trailers));
	stream.respond(contentType, { waitForTrailers: true });
	try {
		await handler({
			metadata,
			signal: signalOf(stream),
			// A handler that stops reading has still to send its status: the stream must outlive the loop.
			messages: framesOf(stream.iterator({ destroyOnReturn: false }), largest),
			send: (message) =>
				new Promise((resolve, reject) => {
					stream.write(frame(message), (error) => (error ? reject(error) : resolve()));
				}),
		});
	} catch (error) {
		trailers = statusHeaders(error);
	}
	if (!stream.destroyed) {
		stream.end();
		// What comes after the answer is of no interest, but has to be taken for the call to end.
		stream.resume();
	}
}

/**
 * Serves gRPC on a connection that the other side speaks HTTP/2 on. Disposing closes it.
 *
 * @param handlers by path, e.g. `/grpc.health.v1.Health/Check`; any other path is answered with Unimplemented.
 * @param limits default: those for an engine.
 */
export function serveGrpc(
	socket: Duplex,
	handlers: ReadonlyMap<string, GrpcHandler>,
	limits: ServeLimits = engineLimits,
): Disposable & { readonly closed: Promise<void> } {
	const session: ServerHttp2Session = performServerHandshake(socket, serverOptions(limits.calls));
	const end = sessionEnd(session);
	// The default window of a connection is smaller than that of one call on it.
	session.setLocalWindowSize(windowBytes);
	const { promise: closed, resolve } = Promise.withResolvers<void>();
	session.on('close', resolve);
	// The other side hangs up when its work is over; calls that it cut off fail on their own.
	session.on('error', () => undefined);
	session.on('stream', (stream, headers, _flags, rawHeaders) => {
		stream.on('error', () => undefined);
		const path = headers[':path'] ?? '';
		const handler = handlers.get(path);
		if (handler) {
			void answer(stream, readMetadata(rawHeaders), handler, limits.messageBytes);
		} else {
			const refusal = new GrpcError(grpcCode.unimplemented, `${path} is not served here.`);
			stream.respond({ ...contentType, ...statusHeaders(refusal) }, { endStream: true });
		}
	});
	return { closed, [Symbol.dispose]: end };
}

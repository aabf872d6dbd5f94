import { performServerHandshake, type ServerHttp2Stream } from 'node:http2';
import type { Duplex } from 'node:stream';
import { type CallMetadata, readMetadata } from './call-metadata.ts';
import { frame, framesOf } from './grpc-frames.ts';
import { GrpcError, grpcCode } from './grpc-status.ts';

/** One call that the other side makes to us. */
export interface GrpcCall {
	readonly metadata: CallMetadata;
	readonly messages: AsyncIterable<Uint8Array>;
	/** Resolves when the connection has taken the message, so that a slow receiver slows the sender. */
	send(message: Uint8Array): Promise<void>;
}

/** Serves a call to its end. What it throws becomes the call's status. */
export type GrpcHandler = (call: GrpcCall) => Promise<void>;

const contentType = { ':status': 200, 'content-type': 'application/grpc' } as const;

function statusHeaders(error: unknown): Record<string, string> {
	const code = error instanceof GrpcError ? error.code : grpcCode.unknown;
	const message = error instanceof Error ? error.message : String(error);
	return { 'grpc-status': String(code), 'grpc-message': encodeURIComponent(message) };
}

async function answer(stream: ServerHttp2Stream, metadata: CallMetadata, handler: GrpcHandler): Promise<void> {
	let trailers: Record<string, string> = { 'grpc-status': String(grpcCode.ok) };
	stream.on('wantTrailers', () => stream.sendTrailers(trailers));
	stream.respond(contentType, { waitForTrailers: true });
	try {
		await handler({
			metadata,
			// A handler that stops reading has still to send its status: the stream must outlive the loop.
			messages: framesOf(stream.iterator({ destroyOnReturn: false })),
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
	}
}

/**
 * Serves gRPC on a connection that the other side speaks HTTP/2 on. Disposing closes it.
 *
 * @param handlers by path, e.g. `/grpc.health.v1.Health/Check`; any other path is answered with Unimplemented.
 */
export function serveGrpc(socket: Duplex, handlers: ReadonlyMap<string, GrpcHandler>): Disposable {
	const session = performServerHandshake(socket);
	// The engine hangs up when the build is over; calls that it cut off fail on their own.
	session.on('error', () => undefined);
	session.on('stream', (stream, headers, _flags, rawHeaders) => {
		stream.on('error', () => undefined);
		const path = headers[':path'] ?? '';
		const handler = handlers.get(path);
		if (handler) {
			void answer(stream, readMetadata(rawHeaders), handler);
		} else {
			const refusal = new GrpcError(grpcCode.unimplemented, `${path} is not served here.`);
			stream.respond({ ...contentType, ...statusHeaders(refusal) }, { endStream: true });
		}
	});
	return { [Symbol.dispose]: () => session.destroy() };
}

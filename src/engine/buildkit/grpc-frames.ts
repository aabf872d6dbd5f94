/** gRPC messages in a byte stream: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md "Length-Prefixed-Message". */

import { GrpcError, grpcCode } from './grpc-status.ts';

const prefixBytes = 5;

/** HTTP/2 receive window: BuildKit's bursts of log and files come in faster than the default 64 KiB lets them. */
export const windowBytes = 1024 * 1024;

/** Largest message that is taken: BuildKit's own limit (util/grpcutil, 16 MiB). */
export const messageBytes = 16 * 1024 * 1024;

export function frame(message: Uint8Array): Buffer {
	const framed = Buffer.allocUnsafe(prefixBytes + message.length);
	framed[0] = 0;
	framed.writeUInt32BE(message.length, 1);
	framed.set(message, prefixBytes);
	return framed;
}

/**
 * Gives the messages of a byte stream that is cut anywhere. Throws GrpcError for compressed and for too large ones.
 *
 * @param largest bytes of the largest message that is taken.
 */
export async function* framesOf(
	stream: AsyncIterable<Buffer>,
	largest: number = messageBytes,
): AsyncGenerator<Uint8Array> {
	let parts: Buffer[] = [];
	let size = 0;
	let needed = prefixBytes;
	for await (const chunk of stream) {
		parts.push(chunk);
		size += chunk.length;
		// Joined only when a message is whole, so that one of many chunks is not copied for each of them.
		while (size >= needed) {
			const joined: Buffer = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts, size);
			needed = prefixBytes + lengthOf(joined, largest);
			parts = [joined];
			if (size < needed) {
				break;
			}
			yield joined.subarray(prefixBytes, needed);
			const rest = joined.subarray(needed);
			parts = rest.length === 0 ? [] : [rest];
			size = rest.length;
			needed = prefixBytes;
		}
	}
	if (size > 0) {
		throw new Error('The connection ended inside a message.');
	}
}

function lengthOf(joined: Buffer, largest: number): number {
	if (joined[0] !== 0) {
		throw new GrpcError(grpcCode.unimplemented, 'A compressed message came, which was not asked for.');
	}
	const length = joined.readUInt32BE(1);
	if (length > largest) {
		throw new GrpcError(grpcCode.resourceExhausted, `A message of ${length} bytes came; at most ${largest} are taken.`);
	}
	return length;
}

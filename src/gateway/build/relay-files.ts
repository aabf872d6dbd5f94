import { packetType } from '#engine/buildkit/file-messages.ts';
import type { OpenCall } from '#engine/buildkit/grpc-client.ts';
import type { GrpcCall } from '#engine/buildkit/grpc-server.ts';
import { messageOf } from '#errors';
import { filePacketCodec } from './file-packets.ts';

export interface RelayChecks {
	/** Gives the message as it is passed on to the engine; throws GrpcError to end the call. */
	readonly toEngine: (message: Uint8Array) => Uint8Array;
	readonly toLearner: (message: Uint8Array) => Uint8Array;
}

/**
 * Carries a transfer of files between the engine, which began it, and a learner's docker command, until the latter ends it.
 * What the checks refuse is told to the engine as an error of the transfer, so that the build fails with those words.
 */
export async function relayFiles(engine: GrpcCall, learner: OpenCall, checks: RelayChecks): Promise<void> {
	const forth = (async () => {
		for await (const message of engine.messages) await learner.send(checks.toLearner(message));
		learner.end();
	})();
	// The engine gave the transfer up, or a check refused what it sends.
	forth.catch(() => learner.cancel());
	try {
		for await (const message of learner.messages) await engine.send(checks.toEngine(message));
	} catch (error) {
		learner.cancel();
		if (!engine.signal.aborted) await engine.send(errorPacket(error));
		throw error;
	}
}

function errorPacket(error: unknown): Uint8Array {
	const message = messageOf(error);
	return filePacketCodec.encode({ type: packetType.error, stat: null, ID: 0, data: Buffer.from(message) });
}

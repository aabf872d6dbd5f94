/** Secrets of a build: the engine asks for each by its name when a `RUN --mount=type=secret` needs it; no layer holds them. */
import { codecsOf } from './codec.ts';
import type { GrpcHandler } from './grpc-server.ts';
import { GrpcError, grpcCode } from './grpc-status.ts';

/** https://github.com/moby/buildkit/blob/v0.13.2/session/secrets/secrets.proto */
export const getSecret = '/moby.buildkit.secrets.v1.Secrets/GetSecret';

const codec = codecsOf(`
syntax = "proto3";
message GetSecretRequest { string ID = 1; }
message GetSecretResponse { bytes data = 1; }
`);

export const secretRequestCodec = codec<{ readonly ID: string }>('GetSecretRequest');
export const secretResponseCodec = codec<{ readonly data: Uint8Array }>('GetSecretResponse');

/** Serves `GetSecret`. One that is not there is told as such: the front end goes on where it is not required. */
export function secretsHandler(secrets: ReadonlyMap<string, Uint8Array>): GrpcHandler {
	return async (call) => {
		for await (const message of call.messages) {
			const { ID } = secretRequestCodec.decode(message);
			const data = secrets.get(ID);
			if (data === undefined) throw new GrpcError(grpcCode.notFound, `secret ${ID}: not found`);
			await call.send(secretResponseCodec.encode({ data }));
			return;
		}
	};
}

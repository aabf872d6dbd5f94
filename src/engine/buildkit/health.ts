import type { GrpcHandler } from './grpc-server.ts';

/** What both sides of a build ask before anything else. */
export const healthPath = '/grpc.health.v1.Health/Check';

/** grpc.health.v1.HealthCheckResponse with status SERVING. */
const serving = Uint8Array.of(0x08, 0x01);

export const healthHandler: GrpcHandler = (call) => call.send(serving);

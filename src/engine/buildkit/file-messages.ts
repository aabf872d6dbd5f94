/**
 * The packets with which a build context is sent. Field numbers from
 * https://github.com/tonistiigi/fsutil/blob/91a3fc46842c/types/wire.proto and stat.proto beside it.
 */
import { codecsOf, type Optional } from './codec.ts';

const codec = codecsOf(`
syntax = "proto3";
message Packet { int32 type = 1; Stat stat = 2; uint32 ID = 3; bytes data = 4; }
message Stat { string path = 1; uint32 mode = 2; int64 size = 5; int64 modTime = 6; string linkname = 7; }
`);

/** Values of PacketType. */
export const packetType = { stat: 0, request: 1, data: 2, finish: 3, error: 4 } as const;

export interface Stat {
	readonly path: string;
	/** Go's os.FileMode: type bits at the top, permissions at the bottom. */
	readonly mode: number;
	readonly size: number;
	/** Nanoseconds since 1970 as a decimal number: too large for a double. */
	readonly modTime: string;
	readonly linkname: string;
}

export interface Packet {
	readonly type: number;
	readonly stat?: Optional<Stat>;
	readonly ID?: number;
	readonly data?: Uint8Array;
}

export const packetCodec = codec<Packet>('Packet');

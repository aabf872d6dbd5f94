/**
 * Packets of a build context from a learner's docker command: https://github.com/tonistiigi/fsutil/blob/91a3fc46842c/types/wire.proto
 * and stat.proto beside it. Owner, device numbers and extended attributes are not read, and so not passed on: BuildKit's own
 * client sends root as the owner, and an attribute can mean something to the engine's file system.
 */
import { codecsOf, type Optional } from '#engine/buildkit/codec.ts';

const codec = codecsOf(
	`
syntax = "proto3";
message Packet { int32 type = 1; Stat stat = 2; uint32 ID = 3; bytes data = 4; }
message Stat { string path = 1; uint32 mode = 2; int64 size = 5; int64 modTime = 6; string linkname = 7; }
`,
	// A time in nanoseconds is larger than a number can say exactly.
	String,
);

export interface FileStat {
	readonly path: string;
	/** Go's os.FileMode: https://pkg.go.dev/io/fs#FileMode */
	readonly mode: number;
	readonly size: string;
	readonly modTime: string;
	readonly linkname: string;
}

export interface FilePacket {
	readonly type: number;
	readonly stat: Optional<FileStat>;
	readonly ID: number;
	readonly data: Uint8Array;
}

export const filePacketCodec = codec<FilePacket>('Packet');

const typeBits = { directory: 2 ** 31, symlink: 2 ** 27 } as const;
/** setuid, setgid, sticky, and the permissions. */
const keptBits = 2 ** 23 + 2 ** 22 + 2 ** 20 + 0o777;

export type FileKind = 'file' | 'folder' | 'link';

/** What an entry is; undefined for devices, pipes, sockets and what else there may be. */
export function kindOf({ mode }: FileStat): FileKind | undefined {
	const type = mode - permissionsOf(mode);
	if (type === 0) return 'file';
	if (type === typeBits.directory) return 'folder';
	return type === typeBits.symlink ? 'link' : undefined;
}

function permissionsOf(mode: number): number {
	// Bit 31 does not fit the signed numbers of the bit operators, but none of the kept bits is up there.
	return (mode & keptBits) >>> 0;
}

/** Whether a path stays inside the folder that is sent. */
export function isInside(path: string): boolean {
	return path !== '' && !path.includes('\0') && path.split('/').every((part) => !['', '.', '..'].includes(part));
}

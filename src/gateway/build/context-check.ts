import { packetType } from '#engine/buildkit/file-messages.ts';
import { type FilePacket, type FileStat, filePacketCodec, isInside, kindOf } from './file-packets.ts';
import { buildLimits } from './limits.ts';
import { malformed, refused, tooMuch } from './refusal.ts';

/** Bytes of an error that the docker command tells: a path and a few words. */
const errorBytes = 8_192;

/** Looks at the packets of one folder on their way from a learner's docker command to the engine. */
export class ContextCheck {
	#entries = 0;
	#bytes = 0;

	/**
	 * Makes a packet anew.
	 *
	 * @throws GrpcError for what is above a limit, no part of a context, or not understood.
	 */
	packet(bytes: Uint8Array): Uint8Array {
		const { type, stat, ID, data } = decoded(bytes);
		switch (type) {
			case packetType.stat:
				if (stat !== null) this.#checkStat(stat);
				return filePacketCodec.encode({ type, stat, ID: 0, data: new Uint8Array() });
			case packetType.data:
				this.#count(data.length);
				return filePacketCodec.encode({ type, stat: null, ID, data });
			case packetType.finish:
				return filePacketCodec.encode({ type, stat: null, ID: 0, data: new Uint8Array() });
			case packetType.error:
				return filePacketCodec.encode({ type, stat: null, ID: 0, data: data.subarray(0, errorBytes) });
			default:
				throw malformed('The docker command sent a packet that is no part of a build context.');
		}
	}

	#checkStat(stat: FileStat): void {
		this.#entries += 1;
		if (this.#entries > buildLimits.contextEntries) {
			throw tooMuch(
				`The build context has more than ${buildLimits.contextEntries} files. Name folders in .dockerignore, or build a smaller folder.`,
			);
		}
		const { path, linkname } = stat;
		const longest = Math.max(Buffer.byteLength(path), Buffer.byteLength(linkname));
		if (longest > buildLimits.pathBytes || path.split('/').length > buildLimits.depth) {
			throw tooMuch('A path in the build context is too long.');
		}
		if (!isInside(path)) throw malformed(`The path ${JSON.stringify(path)} is outside of the build context.`);
		if (kindOf(stat) === undefined) {
			throw refused(`${path} is neither a file nor a folder nor a link. Name it in .dockerignore.`);
		}
	}

	#count(bytes: number): void {
		this.#bytes += bytes;
		if (this.#bytes > buildLimits.contextBytes) {
			throw tooMuch(
				`The build context has more than ${buildLimits.contextBytes} bytes. Name what the build does not need in .dockerignore.`,
			);
		}
	}
}

function decoded(bytes: Uint8Array): FilePacket {
	try {
		return filePacketCodec.decode(bytes);
	} catch {
		throw malformed('The build context cannot be read. Names of files have to be written in UTF-8.');
	}
}

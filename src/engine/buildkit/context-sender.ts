import { messageOf } from '#errors';
import type { BuildContext, ContextEntry } from '../engine.ts';
import { ContextFailure } from './context-failure.ts';
import { type Packet, packetCodec, packetType, type Stat } from './file-messages.ts';
import type { GrpcCall } from './grpc-server.ts';

/** Bytes of a file in one packet, as fsutil's own sender has it. */
const dataBytes = 32 * 1024;

/** Type and permission bits of Go's os.FileMode: https://pkg.go.dev/io/fs#FileMode */
const goMode = { directory: 2 ** 31, symlink: 2 ** 27, setuid: 2 ** 23, setgid: 2 ** 22, sticky: 2 ** 20 } as const;

function modeOf({ kind, mode }: ContextEntry): number {
	if (kind === 'symlink') {
		return goMode.symlink + 0o777;
	}
	return (
		(mode & 0o777) +
		(kind === 'directory' ? goMode.directory : 0) +
		(mode & 0o4000 ? goMode.setuid : 0) +
		(mode & 0o2000 ? goMode.setgid : 0) +
		(mode & 0o1000 ? goMode.sticky : 0)
	);
}

function statOf(entry: ContextEntry): Stat {
	return {
		path: entry.path,
		mode: modeOf(entry),
		size: entry.kind === 'file' ? entry.size : 0,
		modTime: String(BigInt(entry.modifiedAt.getTime()) * 1_000_000n),
		linkname: entry.linkTarget ?? '',
	};
}

/** Reads a file of a context: exactly the bytes that were announced, or ContextFailure. */
async function* bytesOf(context: BuildContext, { path, size }: ContextEntry): AsyncGenerator<Buffer> {
	let left = size;
	try {
		for await (const chunk of context.read(path) as AsyncIterable<Buffer>) {
			left -= chunk.length;
			if (left < 0) {
				break;
			}
			yield chunk;
		}
	} catch (error) {
		throw new ContextFailure(error);
	}
	if (left !== 0) {
		throw new ContextFailure(new Error(`The file ${path} changed while it was sent to the build.`));
	}
}

/** What was sent: entries, and bytes of files. */
export interface Sent {
	entries: number;
	bytes: number;
}

/** Sends the entries of a context as https://github.com/tonistiigi/fsutil/blob/91a3fc46842c/receive.go describes it. */
export class ContextSender {
	readonly #context: BuildContext;
	readonly #call: GrpcCall;
	readonly #sent: Sent;
	/** Files that may be asked for, once each, by their place in the list. */
	readonly #files = new Map<number, ContextEntry>();

	/** @param sent is counted up while sending. */
	constructor(context: BuildContext, call: GrpcCall, sent: Sent) {
		this.#context = context;
		this.#call = call;
		this.#sent = sent;
	}

	/**
	 * Sends the list and then the files that are asked for, until the receiver has all that it wants.
	 *
	 * @param entries sorted, with each entry's folder in front of it.
	 * @throws Error when a file cannot be read, or the receiver breaks the protocol.
	 */
	async send(entries: readonly ContextEntry[]): Promise<void> {
		try {
			await Promise.all([this.#sendList(entries), this.#serveFiles()]);
		} catch (error) {
			const message = messageOf(error);
			// The receiver shows this message, and not the status of the call.
			await this.#packet({ type: packetType.error, data: Buffer.from(message) });
			throw error;
		}
	}

	async #sendList(entries: readonly ContextEntry[]): Promise<void> {
		for (const [index, entry] of entries.entries()) {
			if (entry.kind === 'file') {
				this.#files.set(index, entry);
			}
			await this.#packet({ type: packetType.stat, stat: statOf(entry) });
			this.#sent.entries += 1;
		}
		await this.#packet({ type: packetType.stat });
	}

	async #serveFiles(): Promise<void> {
		// One file at a time: requests wait in the connection, not here.
		for await (const message of this.#call.messages) {
			const packet = packetCodec.decode(message);
			switch (packet.type) {
				case packetType.request:
					await this.#sendFile(packet.ID ?? 0);
					break;
				case packetType.finish:
					await this.#packet({ type: packetType.finish });
					return;
				case packetType.error:
					throw new Error(Buffer.from(packet.data ?? []).toString('utf8'));
				default:
					throw new Error(`The engine sent an unexpected packet of type ${packet.type}.`);
			}
		}
		throw new Error('The engine stopped receiving the build context.');
	}

	async #sendFile(id: number): Promise<void> {
		const entry = this.#files.get(id);
		if (!entry) {
			throw new Error(`The engine asked for file ${id}, which is not in the build context.`);
		}
		this.#files.delete(id);
		for await (const chunk of bytesOf(this.#context, entry)) {
			for (let from = 0; from < chunk.length; from += dataBytes) {
				await this.#packet({ type: packetType.data, ID: id, data: chunk.subarray(from, from + dataBytes) });
			}
			this.#sent.bytes += chunk.length;
		}
		// An empty packet ends the file.
		await this.#packet({ type: packetType.data, ID: id });
	}

	#packet(packet: Packet): Promise<void> {
		return this.#call.send(packetCodec.encode(packet));
	}
}

import { packetType } from '#engine/buildkit/file-messages.ts';
import type { OpenCall } from '#engine/buildkit/grpc-client.ts';
import { type FileKind, type FilePacket, type FileStat, filePacketCodec, isInside, kindOf } from './file-packets.ts';
import { buildLimits } from './limits.ts';
import { malformed, tooMuch } from './refusal.ts';

/** An entry that was received. */
export interface ReceivedEntry {
	readonly kind: FileKind;
	/** Of a file. */
	readonly content: Buffer;
	/** Where a link points. */
	readonly target: string;
}

export interface ReceiveLimits {
	readonly entries: number;
	/** Of all files together. */
	readonly bytes: number;
}

interface PendingFile {
	readonly path: string;
	readonly chunks: Uint8Array[];
}

const none = new Uint8Array();

/** The receiving side of https://github.com/tonistiigi/fsutil/blob/91a3fc46842c/receive.go: takes the list, asks for each file, and says that it has all. */
export class FileReceiver {
	readonly #call: OpenCall;
	readonly #limits: ReceiveLimits;
	readonly #entries = new Map<string, ReceivedEntry>();
	/** Files that were asked for, by their place in the list. */
	readonly #pending = new Map<number, PendingFile>();
	#listed = 0;
	#isListComplete = false;
	#bytes = 0;

	constructor(call: OpenCall, limits: ReceiveLimits) {
		this.#call = call;
		this.#limits = limits;
	}

	/**
	 * Receives everything that is sent, by path.
	 *
	 * @throws GrpcError when a limit is reached, the sender fails, or breaks the protocol.
	 */
	async receive(): Promise<ReadonlyMap<string, ReceivedEntry>> {
		try {
			for await (const message of this.#call.messages) {
				if (await this.#take(filePacketCodec.decode(message))) return this.#entries;
			}
		} finally {
			this.#call.end();
		}
		throw malformed('The docker command ended while it sent the Dockerfile.');
	}

	/** True when the transfer is over. */
	async #take(packet: FilePacket): Promise<boolean> {
		switch (packet.type) {
			case packetType.stat:
				await this.#list(packet.stat);
				return false;
			case packetType.data:
				await this.#append(packet);
				return false;
			case packetType.finish:
				if (!this.#isDone) throw malformed('The docker command left files out.');
				return true;
			case packetType.error:
				throw malformed(`The Dockerfile could not be read: ${Buffer.from(packet.data).toString('utf8')}`);
			default:
				throw malformed('The docker command sent a packet that is no part of a folder.');
		}
	}

	get #isDone(): boolean {
		return this.#isListComplete && this.#pending.size === 0;
	}

	async #list(stat: FileStat | null): Promise<void> {
		if (this.#isListComplete) throw malformed('The docker command listed files after the end of its list.');
		if (stat === null) {
			this.#isListComplete = true;
			await this.#finishIfDone();
			return;
		}
		const place = this.#listed++;
		if (this.#listed > this.#limits.entries) {
			throw tooMuch(`More than ${this.#limits.entries} files came along with the Dockerfile.`);
		}
		const kind = isInside(stat.path) && stat.path.length <= buildLimits.pathBytes ? kindOf(stat) : undefined;
		if (kind === undefined) throw malformed(`${JSON.stringify(stat.path)} is not a file beside the Dockerfile.`);
		this.#entries.set(stat.path, { kind, content: Buffer.alloc(0), target: stat.linkname });
		if (kind !== 'file') return;
		this.#pending.set(place, { path: stat.path, chunks: [] });
		await this.#send(packetType.request, place);
	}

	async #append({ ID, data }: FilePacket): Promise<void> {
		const file = this.#pending.get(ID);
		if (file === undefined) throw malformed('The docker command sent a file that was not asked for.');
		if (data.length > 0) {
			this.#bytes += data.length;
			if (this.#bytes > this.#limits.bytes) {
				throw tooMuch(`The Dockerfile and its .dockerignore have more than ${this.#limits.bytes} bytes.`);
			}
			file.chunks.push(data);
			return;
		}
		this.#pending.delete(ID);
		this.#entries.set(file.path, { kind: 'file', content: Buffer.concat(file.chunks), target: '' });
		await this.#finishIfDone();
	}

	async #finishIfDone(): Promise<void> {
		if (this.#isDone) await this.#send(packetType.finish, 0);
	}

	async #send(type: number, ID: number): Promise<void> {
		await this.#call.send(filePacketCodec.encode({ type, stat: null, ID, data: none }));
	}
}

/** Links on the way to a file, after which they count as a circle; as many as Linux follows. */
const hops = 40;

/** The file at a path, over links inside the folder; undefined when there is none. */
export function fileAt(entries: ReadonlyMap<string, ReceivedEntry>, path: string): Buffer | undefined {
	let parts = path.split('/');
	let at: string[] = [];
	for (let followed = 0; parts.length > 0; ) {
		const [part = '', ...rest] = parts;
		parts = rest;
		if (part === '' || part === '.') continue;
		if (part === '..') {
			at = at.slice(0, -1);
			continue;
		}
		const entry = entries.get([...at, part].join('/'));
		if (entry?.kind === 'link') {
			if (++followed > hops) return undefined;
			// An absolute link means the top of the folder, as in a root file system.
			if (entry.target.startsWith('/')) at = [];
			parts = [...entry.target.split('/'), ...rest];
			continue;
		}
		at = [...at, part];
		if (entry?.kind === 'file') return rest.length === 0 ? entry.content : undefined;
		if (entry === undefined) return undefined;
	}
	return undefined;
}

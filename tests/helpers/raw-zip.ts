/** Zip files written by hand, so that a test can make them lie. Layout: PKWARE's APPNOTE 4.3. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface RawEntry {
	readonly name: string | Buffer;
	readonly data?: string | Buffer;
	/** Unix mode with the type bits, e.g. 0o120777 for a link. Default: a plain file. */
	readonly mode?: number;
	/** Stored instead of Deflate. */
	readonly stored?: boolean;
	readonly flags?: number;
	readonly method?: number;
	/** What the headers say, in place of the truth. */
	readonly says?: { readonly size?: number; readonly compressedSize?: number; readonly crc?: number };
	/** Name in the local header alone. */
	readonly localName?: string;
	/** Points at the local header of an earlier entry. */
	readonly sharesBytesOf?: number;
	/** Sizes in the extra field of zip64, with 0xffffffff in their place. */
	readonly zip64?: { readonly size: bigint; readonly compressedSize: bigint };
}

const utf8Flag = 0x800;
const madeByUnix = (3 << 8) | 20;

interface Written {
	readonly entry: RawEntry;
	readonly name: Buffer;
	readonly body: Buffer;
	readonly crc: number;
	readonly size: number;
	readonly offset: number;
}

export function rawZip(entries: readonly RawEntry[], options: { readonly count?: number } = {}): Buffer {
	const written: Written[] = [];
	const local: Buffer[] = [];
	let offset = 0;
	for (const entry of entries) {
		const data = Buffer.from(entry.data ?? '');
		const name = Buffer.from(entry.name);
		const body = entry.stored === true ? data : deflateRawSync(data);
		const shared = entry.sharesBytesOf === undefined ? undefined : written[entry.sharesBytesOf];
		written.push({ entry, name, body, crc: crc32(data), size: data.length, offset: shared?.offset ?? offset });
		if (shared !== undefined) continue;
		const bytes = localHeader(written.at(-1) as Written);
		local.push(bytes, body);
		offset += bytes.length + body.length;
	}
	const directory = Buffer.concat(written.map(centralHeader));
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(options.count ?? entries.length, 8);
	end.writeUInt16LE(options.count ?? entries.length, 10);
	end.writeUInt32LE(directory.length, 12);
	end.writeUInt32LE(offset, 16);
	return Buffer.concat([...local, directory, end]);
}

function methodOf(entry: RawEntry): number {
	return entry.method ?? (entry.stored === true ? 0 : 8);
}

function sizes({ entry, body, size, crc }: Written): Buffer {
	const fields = Buffer.alloc(12);
	fields.writeUInt32LE(entry.says?.crc ?? crc, 0);
	fields.writeUInt32LE(entry.zip64 ? 0xffffffff : (entry.says?.compressedSize ?? body.length), 4);
	fields.writeUInt32LE(entry.zip64 ? 0xffffffff : (entry.says?.size ?? size), 8);
	return fields;
}

function localHeader(written: Written): Buffer {
	const { entry } = written;
	const name = entry.localName === undefined ? written.name : Buffer.from(entry.localName);
	const head = Buffer.alloc(30);
	head.writeUInt32LE(0x04034b50, 0);
	head.writeUInt16LE(20, 4);
	head.writeUInt16LE(entry.flags ?? utf8Flag, 6);
	head.writeUInt16LE(methodOf(entry), 8);
	sizes(written).copy(head, 14);
	head.writeUInt16LE(name.length, 26);
	return Buffer.concat([head, name]);
}

function centralHeader(written: Written): Buffer {
	const { entry, name } = written;
	const head = Buffer.alloc(46);
	head.writeUInt32LE(0x02014b50, 0);
	head.writeUInt16LE(madeByUnix, 4);
	head.writeUInt16LE(20, 6);
	head.writeUInt16LE(entry.flags ?? utf8Flag, 8);
	head.writeUInt16LE(methodOf(entry), 10);
	sizes(written).copy(head, 16);
	const extra = zip64Field(entry);
	head.writeUInt16LE(name.length, 28);
	head.writeUInt16LE(extra.length, 30);
	head.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
	head.writeUInt32LE(written.offset, 42);
	return Buffer.concat([head, name, extra]);
}

function zip64Field({ zip64 }: RawEntry): Buffer {
	if (zip64 === undefined) return Buffer.alloc(0);
	const field = Buffer.alloc(20);
	field.writeUInt16LE(1, 0);
	field.writeUInt16LE(16, 2);
	field.writeBigUInt64LE(zip64.size, 4);
	field.writeBigUInt64LE(zip64.compressedSize, 12);
	return field;
}

/** Small image archives, built in memory by another tar library than the one under test. */
import { createHash } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { allOf } from './all-of.ts';

export interface TestEntry {
	readonly name: string;
	readonly type?: 'file' | 'directory' | 'symlink' | 'link' | 'fifo' | 'character-device';
	readonly mode?: number;
	readonly uid?: number;
	readonly gid?: number;
	readonly linkname?: string;
	readonly content?: string | Buffer;
}

export interface TestLayer {
	/** Entries, or the bytes of a tar. */
	readonly content: readonly TestEntry[] | Buffer;
	/** Default `none`. */
	readonly compression?: 'none' | 'gzip' | 'zstd';
}

export interface TestImage {
	readonly layers: readonly TestLayer[];
	readonly tags?: readonly string[];
	/** Fields of the image configuration besides `rootfs`. */
	readonly config?: Readonly<Record<string, unknown>>;
}

/** One time for all, so that equal entries give equal digests. */
const epoch = new Date(0);

/** A tar file of these entries. */
export async function tarOf(entries: readonly TestEntry[]): Promise<Buffer> {
	const archive = pack();
	for (const { content, ...header } of entries) archive.entry({ ...header, mtime: epoch }, content ?? '');
	archive.finalize();
	return Buffer.concat(await allOf(archive as AsyncIterable<Buffer>));
}

export function sha256(bytes: Buffer): string {
	return createHash('sha256').update(bytes).digest('hex');
}

interface PackedImage {
	readonly tags: readonly string[];
	readonly config: Buffer;
	readonly layers: readonly { readonly diffId: string; readonly stored: Buffer }[];
}

async function packImage({ layers, tags = [], config = {} }: TestImage): Promise<PackedImage> {
	const packed = await Promise.all(
		layers.map(async ({ content, compression = 'none' }) => {
			const tar = Buffer.isBuffer(content) ? content : await tarOf(content);
			return { diffId: `sha256:${sha256(tar)}`, stored: compress(tar, compression) };
		}),
	);
	const rootfs = { type: 'layers', diff_ids: packed.map(({ diffId }) => diffId) };
	const document = { architecture: 'amd64', os: 'linux', ...config, rootfs };
	return { tags, config: json(document), layers: packed };
}

function compress(tar: Buffer, compression: 'none' | 'gzip' | 'zstd'): Buffer {
	if (compression === 'gzip') return gzipSync(tar);
	return compression === 'zstd' ? zstdCompressSync(tar) : tar;
}

function json(value: unknown): Buffer {
	return Buffer.from(JSON.stringify(value));
}

function blob(bytes: Buffer): TestEntry & { readonly content: Buffer } {
	return { name: `blobs/sha256/${sha256(bytes)}`, content: bytes };
}

export interface OciOptions {
	/** `last`: manifests after the layers, as the engine writes them. */
	readonly manifests?: 'first' | 'last';
	/** Leave out `manifest.json`, as tools other than Docker do. */
	readonly withoutDockerManifest?: boolean;
}

/** An archive in the OCI layout with Docker's `manifest.json`, as engines write it since version 25. */
export async function ociArchive(images: readonly TestImage[], options: OciOptions = {}): Promise<Buffer> {
	const packed = await Promise.all(images.map(packImage));
	const blobs = packed.flatMap(({ config, layers }) => [blob(config), ...layers.map(({ stored }) => blob(stored))]);
	const manifests = packed.map((image) => ({ tags: image.tags, bytes: ociManifest(image) }));
	const index = {
		schemaVersion: 2,
		manifests: manifests.map(({ tags, bytes }) => ({
			mediaType: 'application/vnd.oci.image.manifest.v1+json',
			digest: `sha256:${sha256(bytes)}`,
			size: bytes.length,
			...(tags[0] === undefined ? {} : { annotations: { 'io.containerd.image.name': tags[0] } }),
		})),
	};
	const docker = packed.map(({ tags, config, layers }) => ({
		Config: blob(config).name,
		RepoTags: tags,
		Layers: layers.map(({ stored }) => blob(stored).name),
	}));
	const documents: TestEntry[] = [
		{ name: 'index.json', content: json(index) },
		...(options.withoutDockerManifest ? [] : [{ name: 'manifest.json', content: json(docker) }]),
		{ name: 'oci-layout', content: json({ imageLayoutVersion: '1.0.0' }) },
	];
	const content = [
		{ name: 'blobs/', type: 'directory' as const },
		...[...blobs, ...manifests.map(({ bytes }) => blob(bytes))].sort((a, b) => a.name.localeCompare(b.name)),
	];
	return await tarOf(options.manifests === 'first' ? [...documents, ...content] : [...content, ...documents]);
}

function ociManifest({ config, layers }: PackedImage): Buffer {
	const descriptor = (bytes: Buffer) => ({ digest: `sha256:${sha256(bytes)}`, size: bytes.length });
	return json({
		schemaVersion: 2,
		config: descriptor(config),
		layers: layers.map(({ stored }) => descriptor(stored)),
	});
}

/** An archive in the layout of engines before 25: a folder for each layer, equal layers as links to the first. */
export async function classicArchive(images: readonly TestImage[]): Promise<Buffer> {
	const packed = await Promise.all(images.map(packImage));
	const entries: TestEntry[] = [];
	const firstFolders = new Map<string, string>();
	const manifest = packed.map(({ tags, config, layers }, image) => {
		entries.push({ name: `${sha256(config)}.json`, content: config });
		const paths = layers.map(({ diffId, stored }, index) => {
			const folder = sha256(Buffer.from(`${image} ${index} ${diffId}`));
			const first = firstFolders.get(diffId);
			entries.push({ name: `${folder}/`, type: 'directory' }, { name: `${folder}/VERSION`, content: '1.0' });
			if (first === undefined) entries.push({ name: `${folder}/layer.tar`, content: stored });
			else entries.push({ name: `${folder}/layer.tar`, type: 'symlink', linkname: `../${first}/layer.tar` });
			firstFolders.set(diffId, first ?? folder);
			return `${folder}/layer.tar`;
		});
		return { Config: `${sha256(config)}.json`, RepoTags: tags.length === 0 ? null : tags, Layers: paths };
	});
	entries.push({ name: 'manifest.json', content: json(manifest) }, { name: 'repositories', content: json({}) });
	return await tarOf(entries);
}

/** The bytes as a stream in chunks of this size. Each chunk's memory is wiped once the next one is asked for. */
export async function* streamOf(bytes: Uint8Array, chunkBytes = 1000): AsyncGenerator<Buffer, void, void> {
	for (let at = 0; at < bytes.length; at += chunkBytes) {
		const chunk = Buffer.from(bytes.subarray(at, at + chunkBytes));
		yield chunk;
		chunk.fill(0xee);
	}
}

export interface ElfShape {
	/** Default 2, an executable; 3 is shared, 1 an object file. */
	readonly type?: number;
	/** Default 62, amd64. */
	readonly machine?: number;
	readonly interpreter?: string;
	readonly entry?: number;
}

/** The bytes of a 64-bit little-endian ELF file with these strings in it. */
export function elfFile(strings: readonly string[], shape: ElfShape = {}): Buffer {
	const { type = 2, machine = 62, interpreter, entry = 0x1000 } = shape;
	const header = Buffer.alloc(64 + 56);
	header.write('\x7fELF\x02\x01\x01', 0, 'latin1');
	header.writeUInt16LE(type, 16);
	header.writeUInt16LE(machine, 18);
	header.writeBigUInt64LE(BigInt(entry), 24);
	header.writeBigUInt64LE(64n, 32);
	header.writeUInt16LE(56, 54);
	header.writeUInt16LE(1, 56);
	const path = Buffer.from(interpreter === undefined ? '' : `${interpreter}\0`);
	header.writeUInt32LE(interpreter === undefined ? 1 : 3, 64);
	header.writeBigUInt64LE(BigInt(header.length), 64 + 8);
	header.writeBigUInt64LE(BigInt(path.length), 64 + 32);
	return Buffer.concat([header, path, ...strings.map((text) => Buffer.from(`\0${text}\0`, 'latin1'))]);
}

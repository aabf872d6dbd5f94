/** The outer tar of an image archive, in one pass: layers are scanned as they come, documents kept, the rest skipped. */
import { posix } from 'node:path';
import { archiveInvalid } from './archive-error.ts';
import { ByteReader } from './byte-reader.ts';
import { decompress, detectCompression } from './compression.ts';
import { type LayerBlob, type LayerReading, readLayerBlob } from './layer-blob.ts';
import { layerPath } from './layer-path.ts';
import { maxLinkHops, trailingBytes } from './limits.ts';
import { hasTarChecksum, isZeroBlock, tarBlockBytes } from './tar-header.ts';
import { walkTar } from './tar-walk.ts';

/** What an archive holds, before a manifest says which of it is the image. */
export class ArchiveFiles {
	readonly layers = new Map<string, LayerBlob>();
	readonly documents = new Map<string, Buffer>();
	readonly links = new Map<string, string>();

	/** The layer of a file, through links. Throws `image-archive-invalid` when it is not there. */
	layer(name: string): LayerBlob {
		const layer = this.layers.get(this.#resolve(name));
		if (layer === undefined)
			throw archiveInvalid(`The image archive lacks the layer ${JSON.stringify(name)}, or it is no tar file.`);
		return layer;
	}

	has(name: string): boolean {
		const target = this.#resolve(name);
		return this.layers.has(target) || this.documents.has(target);
	}

	/** A JSON document, or undefined when there is none of this name. Throws when it is no JSON. */
	json(name: string): unknown {
		const bytes = this.documents.get(this.#resolve(name));
		if (bytes === undefined) return undefined;
		try {
			return JSON.parse(bytes.toString('utf8'));
		} catch (error) {
			throw archiveInvalid(`The file ${JSON.stringify(name)} in the image archive is not valid JSON.`, {
				cause: error,
			});
		}
	}

	#resolve(name: string): string {
		let at = layerPath(name).path;
		for (let hops = 0; hops < maxLinkHops; hops++) {
			const target = this.links.get(at);
			if (target === undefined) return at;
			at = target;
		}
		throw archiveInvalid(`The links of ${JSON.stringify(name)} in the image archive lead in a circle.`);
	}
}

/** Reads a whole archive, which may be compressed itself. Throws `image-archive-invalid`. */
export async function readArchive(source: AsyncIterable<Uint8Array>, reading: LayerReading): Promise<ArchiveFiles> {
	const archive = await openArchive(source, reading);
	const files = new ArchiveFiles();
	for await (const entry of walkTar(archive)) {
		reading.budget.spendEntries(1, entry.name.length + entry.linkName.length);
		const { path } = layerPath(entry.name);
		if (entry.type === 'symlink')
			files.links.set(path, layerPath(posix.join(posix.dirname(path), entry.linkName)).path);
		else if (entry.type === 'hardlink') files.links.set(path, layerPath(entry.linkName).path);
		else if (entry.type === 'file' && entry.size > 0) await readFile(archive, path, entry.size, files, reading);
	}
	await archive.drain(trailingBytes);
	return files;
}

async function readFile(
	archive: ByteReader,
	path: string,
	size: number,
	files: ArchiveFiles,
	reading: LayerReading,
): Promise<void> {
	const layer = await readLayerBlob(archive, path, size, reading);
	if (layer !== undefined) {
		files.layers.set(path, layer);
		return;
	}
	const [first] = await archive.peek(1);
	const isJson = first === 0x7b || first === 0x5b;
	// Larger ones are lists of packages and the like, which no manifest needs.
	if (!isJson || size > reading.budget.limits.documentBytes) return;
	reading.budget.spendDocument();
	files.documents.set(path, Buffer.from(await archive.take(size)));
}

async function openArchive(source: AsyncIterable<Uint8Array>, { signal, budget }: LayerReading): Promise<ByteReader> {
	const options = signal === undefined ? {} : { signal };
	let reader = new ByteReader(source, options);
	const compression = detectCompression(await reader.peek(tarBlockBytes));
	if (compression !== 'none') {
		const onChunk = (bytes: number) => budget.spendUnpacked(bytes);
		reader = new ByteReader(decompress(reader.rest(), compression), { ...options, onChunk });
	}
	const head = await reader.peek(tarBlockBytes);
	if (head.length === 0) throw archiveInvalid('The image archive is empty.');
	if (!hasTarChecksum(head) && !isZeroBlock(head)) throw archiveInvalid('The file is not a tar archive.');
	return reader;
}

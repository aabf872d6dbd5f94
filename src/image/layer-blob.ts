/** One file of the archive that turns out to be a layer: opened, scanned and measured in one pass. */
import type { TransferSize } from './analysis.ts';
import type { Budget } from './budget.ts';
import { ByteReader } from './byte-reader.ts';
import { type Compression, decompress, detectCompression, GzipMeter } from './compression.ts';
import type { FileScanner } from './file-scan.ts';
import type { KnownLayers } from './known-layers.ts';
import { type LayerScan, scanLayer } from './layer-scan.ts';
import { hasTarChecksum, isZeroBlock, tarBlockBytes } from './tar-header.ts';
import type { TransferSizes } from './transfer-sizes.ts';

export interface LayerBlob extends LayerScan {
	readonly compression: Compression;
	readonly transferBytes?: number;
}

export interface LayerReading {
	readonly scanner: FileScanner;
	readonly budget: Budget;
	readonly transferSize: TransferSize;
	readonly transferSizes?: TransferSizes;
	readonly knownLayers?: KnownLayers;
	readonly signal?: AbortSignal;
}

/**
 * Reads the next `size` bytes of `archive` as a layer, or gives undefined when they are none; bytes that are left then
 * are for the caller. Throws `image-archive-invalid` when they start as a layer and go on otherwise.
 */
export async function readLayerBlob(
	archive: ByteReader,
	name: string,
	size: number,
	reading: LayerReading,
): Promise<LayerBlob | undefined> {
	const head = await archive.peek(Math.min(size, tarBlockBytes));
	const compression = detectCompression(head);
	if (compression !== 'none') return readCompressed(archive, size, compression, reading);
	return startsTar(head) ? readPlain(archive, name, size, reading) : undefined;
}

async function readPlain(archive: ByteReader, name: string, size: number, reading: LayerReading): Promise<LayerBlob> {
	const { budget, knownLayers, scanner } = reading;
	const digest = digestOf(name);
	const kept = digest === undefined ? undefined : knownLayers?.find(digest);
	const known = reading.transferSize === 'skip' ? 'elsewhere' : (kept?.transferBytes ?? knownSize(digest, reading));
	if (kept !== undefined && known !== undefined) {
		budget.spendUnpacked(size);
		budget.spendEntries(kept.spent.entries, kept.spent.nameBytes);
		await archive.skip(size);
		return withTransfer(kept, known);
	}
	using meter = known === undefined ? new GzipMeter() : undefined;
	const body = archive.chunks(size);
	const reader = new ByteReader(meter?.tee(body) ?? body, readerOptions(reading));
	const scan = await scanLayer(reader, scanner, budget);
	await reader.drain(size);
	const measured = await meter?.finish();
	if (digest !== undefined && measured !== undefined) reading.transferSizes?.measured(digest, measured);
	const layer = withTransfer({ ...scan, compression: 'none' }, measured ?? known);
	if (digest !== undefined) knownLayers?.keep(digest, layer);
	return layer;
}

function knownSize(digest: string | undefined, { transferSizes }: LayerReading): ReturnType<TransferSizes['find']> {
	return digest === undefined ? undefined : transferSizes?.find(digest);
}

function withTransfer(layer: LayerBlob, size: ReturnType<TransferSizes['find']>): LayerBlob {
	return typeof size === 'number' ? { ...layer, transferBytes: size } : layer;
}

async function readCompressed(
	archive: ByteReader,
	size: number,
	compression: 'gzip' | 'zstd',
	reading: LayerReading,
): Promise<LayerBlob | undefined> {
	const reader = new ByteReader(decompress(archive.chunks(size), compression), readerOptions(reading));
	const isLayer = startsTar(await reader.peek(tarBlockBytes));
	const scan = isLayer ? await scanLayer(reader, reading.scanner, reading.budget) : undefined;
	await reader.drain(Number.POSITIVE_INFINITY);
	return scan && { ...scan, compression, transferBytes: size };
}

function startsTar(head: Buffer): boolean {
	return isZeroBlock(head) || hasTarChecksum(head);
}

function readerOptions({ budget, signal }: LayerReading) {
	return { onChunk: (bytes: number) => budget.spendUnpacked(bytes), ...(signal === undefined ? {} : { signal }) };
}

/** In the OCI layout a file is called by its digest, and that of a plain layer is its diff id. */
function digestOf(name: string): string | undefined {
	const [, algorithm, hash] = /^blobs\/([^/]+)\/([^/]+)$/.exec(name) ?? [];
	return hash === undefined ? undefined : `${algorithm}:${hash}`;
}

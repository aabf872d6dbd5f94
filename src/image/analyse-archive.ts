/** The analysis of an image archive: from its byte stream to plain data, in one pass and bounded memory. */
import type { ImageAnalysis, LayerAnalysis, TransferSize } from './analysis.ts';
import { readArchive } from './archive-files.ts';
import { Budget } from './budget.ts';
import { chooseImage } from './choose-image.ts';
import { FileScanner } from './file-scan.ts';
import { historyOfLayers } from './history.ts';
import { toImageConfig } from './image-config.ts';
import type { KnownLayers } from './known-layers.ts';
import { type ImageLimits, imageLimits } from './limits.ts';
import { stackLayers } from './stack-layers.ts';
import type { TransferSizes } from './transfer-sizes.ts';

export interface AnalyseOptions {
	/** Which image of the archive: a name or an id. Needed only when it holds several. */
	readonly ref?: string;
	/** Default `skip`. */
	readonly transferSize?: TransferSize;
	/**
	 * Transfer sizes from other analyses, so that the layers of a base are compressed once. Used for archives in the OCI
	 * layout, which engines write since version 25. Those that are measured elsewhere now are absent from the result.
	 */
	readonly transferSizes?: TransferSizes;
	/** Layers from earlier analyses, which are not scanned again; those scanned now are offered to it. For the OCI layout, too. */
	readonly knownLayers?: KnownLayers;
	readonly limits?: ImageLimits;
	/** Ends the analysis with UserError `cancelled`. */
	readonly signal?: AbortSignal;
}

/**
 * Analyses the output of `docker save` in both layouts (OCI and classic), plain or compressed as a whole, with layers
 * plain, gzip or zstd. The stream is read to its end and left to the caller to close; it may reuse the memory of a chunk
 * once it is asked for the next, which keeps the memory of large images small.
 *
 * @throws UserError `image-archive-invalid` for anything that is not one readable image within the limits, `cancelled`
 */
export async function analyseArchive(
	stream: AsyncIterable<Uint8Array>,
	options: AnalyseOptions = {},
): Promise<ImageAnalysis> {
	const files = await readArchive(stream, {
		scanner: new FileScanner(),
		budget: new Budget(options.limits ?? imageLimits),
		transferSize: options.transferSize ?? 'skip',
		...(options.transferSizes === undefined ? {} : { transferSizes: options.transferSizes }),
		...(options.knownLayers === undefined ? {} : { knownLayers: options.knownLayers }),
		...(options.signal === undefined ? {} : { signal: options.signal }),
	});
	const { tags, id, config: document, layers } = chooseImage(files, options.ref);
	const config = toImageConfig(document);
	const histories = historyOfLayers(config.history, layers.length);
	const stacked = stackLayers(
		layers.map(({ blob, diffId }, index) => ({ blob, diffId, history: histories[index], content: files.layer(blob) })),
	);
	const unpackedBytes = stacked.layers.reduce((sum, layer) => sum + layer.unpackedBytes, 0);
	return withSum({ tags, id, config, unpackedBytes, ...stacked });
}

/** The analysis with the transfer sizes that were absent from it, as far as they are known now. */
export function fillTransferSizes(
	analysis: ImageAnalysis,
	sizeOf: (diffId: string) => number | undefined,
): ImageAnalysis {
	const layers = analysis.layers.map((layer): LayerAnalysis => {
		const transferBytes = layer.transferBytes ?? sizeOf(layer.diffId);
		return transferBytes === undefined ? layer : { ...layer, transferBytes };
	});
	return withSum({ ...analysis, layers });
}

function withSum(analysis: ImageAnalysis): ImageAnalysis {
	const transferBytes = sumTransfer(analysis.layers);
	return transferBytes === undefined ? analysis : { ...analysis, transferBytes };
}

function sumTransfer(layers: readonly LayerAnalysis[]): number | undefined {
	let sum = 0;
	for (const { transferBytes } of layers) {
		if (transferBytes === undefined) return undefined;
		sum += transferBytes;
	}
	return sum;
}

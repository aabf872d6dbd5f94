/** One built image, analysed from its archive. */
import type { Engine, ImageFacts } from '#engine/engine.ts';
import { UserError } from '#errors';
import type { ImageEvidence } from '#grade/evidence.ts';
import { effectiveUserId } from '#image/accounts.ts';
import { analyseArchive, fillTransferSizes } from '#image/analyse-archive.ts';
import type { ImageAnalysis } from '#image/analysis.ts';
import { onlyLayers } from '#image/known-layers.ts';
import { imageLimits } from '#image/limits.ts';
import type { TransferSizes } from '#image/transfer-sizes.ts';
import { bytesText } from '../words.ts';
import type { AnalysisStore } from './analysis-store.ts';
import type { TransferStore } from './transfer-store.ts';

export interface ImageRequest {
	readonly engine: Engine;
	readonly analyses: AnalysisStore;
	readonly transfers: TransferStore;
	/** Id or tag on the engine. */
	readonly ref: string;
	/** The name that the lesson gives to the image. */
	readonly tag: string;
	/** Diff ids of the base's layers. */
	readonly baseLayers: readonly string[];
	/** What it was built from: the text of the Dockerfile, the target, the ids of the bases. */
	readonly madeFrom: readonly string[];
	/** Largest unpacked size that is analysed. */
	readonly maxBytes: number;
	readonly signal: AbortSignal;
}

/** The image is larger than the lab's limit, or its archive is made to harm: the learner's doing. */
export class ImageRefused extends Error {
	readonly limit: string;

	constructor(message: string, limit: string) {
		super(message);
		this.limit = limit;
	}
}

/** Throws `ImageRefused`; UserErrors of the engine are faults of ours. */
export async function gatherImage(request: ImageRequest): Promise<ImageEvidence> {
	const { engine, ref, tag, signal, maxBytes } = request;
	const facts = await engine.images.inspect(ref, { signal });
	if (facts === undefined) {
		throw new UserError('image-not-found', `The image ${ref} is gone.`, 'Grade again.');
	}
	const limit = `image size of ${bytesText(maxBytes)}`;
	if (facts.engineSize > maxBytes) {
		throw new ImageRefused(`The image has ${bytesText(facts.engineSize)}, above the limit, an ${limit}.`, limit);
	}
	const analysis = await analysisOf(request, facts, limit);
	const { unpackedBytes, transferBytes = 0 } = analysis;
	const userId = effectiveUserId(analysis);
	return {
		tag,
		id: facts.id,
		sizes: { unpacked: unpackedBytes, transfer: transferBytes, engine: facts.engineSize },
		analysis,
		...(userId !== undefined && { userId }),
		baseLayers: request.baseLayers,
	};
}

/**
 * From the store where an image of the same layers was made from the same Dockerfile and bases: of its configuration, only
 * the labels and the time are its own.
 */
async function analysisOf(request: ImageRequest, facts: ImageFacts, limit: string): Promise<ImageAnalysis> {
	const { engine, analyses, maxBytes, madeFrom } = request;
	// The other store's id is not that of the configuration, which a kept analysis is given below.
	if (engine.facts.store !== 'classic') return await readImage(request, limit);
	const { version, platform } = engine.facts;
	const key = await analyses.key([version, platform, String(maxBytes), ...madeFrom, ...facts.layers]);
	const kept = await analyses.find(key);
	if (kept !== undefined) {
		const config = { ...kept.config, labels: facts.labels, createdAt: facts.createdAt };
		return { ...kept, id: facts.id, config };
	}
	const analysis = await readImage(request, limit);
	await analyses.keep(key, analysis);
	return analysis;
}

/** Reads the image once more where another reading was to measure a layer, and was cancelled. */
async function readImage(request: ImageRequest, limit: string): Promise<ImageAnalysis> {
	const { transfers } = request;
	while (true) {
		using sizes = transfers.reading();
		const read = await readOnce(request, limit, sizes);
		await sizes.others(request.signal);
		const analysis = fillTransferSizes(read, (diffId) => transfers.find(diffId));
		if (analysis.transferBytes !== undefined) return analysis;
	}
}

async function readOnce(request: ImageRequest, limit: string, transferSizes: TransferSizes): Promise<ImageAnalysis> {
	const { engine, analyses, baseLayers, ref, maxBytes, signal } = request;
	const archive = await engine.images.save(ref, { signal });
	try {
		return await analyseArchive(archive, {
			transferSize: 'exact',
			transferSizes,
			knownLayers: onlyLayers(analyses.layers, baseLayers),
			limits: { ...imageLimits, unpackedBytes: maxBytes },
			signal,
		});
	} catch (error) {
		if (error instanceof UserError && error.code === 'image-archive-invalid') {
			throw new ImageRefused(error.message, limit);
		}
		throw error;
	} finally {
		archive.destroy();
	}
}

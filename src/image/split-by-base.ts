import type { ImageAnalysis, LayerAnalysis } from './analysis.ts';

export interface LayersByOrigin {
	/** The layers of the base; empty when the image does not start with all of them. */
	readonly base: readonly LayerAnalysis[];
	/** What the Dockerfile's own instructions added. */
	readonly own: readonly LayerAnalysis[];
}

/** Parts an image's layers by the diff ids of the base that it was built on, the lowest first. */
export function splitByBase(
	{ layers }: Pick<ImageAnalysis, 'layers'>,
	baseLayerDiffIds: readonly string[],
): LayersByOrigin {
	const startsWithBase = baseLayerDiffIds.every((diffId, index) => layers[index]?.diffId === diffId);
	const count = startsWithBase ? baseLayerDiffIds.length : 0;
	return { base: layers.slice(0, count), own: layers.slice(count) };
}

/** Which instruction of the Dockerfile made which layer of an image. */
import type { DockerfileAnalysis } from '#dockerfile/analysis.ts';
import { type InstructionPlace, instructionOfLayer } from '#dockerfile/history.ts';
import type { ImageEvidence } from './evidence.ts';

export interface LayerOrigin {
	readonly index: number;
	/** As the image's history tells it, e.g. `COPY /out/calculator /calculator`. */
	readonly instruction: string;
	readonly fromBase: boolean;
	/** Unpacked bytes of the layer. */
	readonly bytes: number;
	/** Bytes of it that a higher layer hides. */
	readonly deadBytes: number;
	/** Lines of the instruction; absent for layers of the base and when the history does not tell. */
	readonly line?: number;
	readonly endLine?: number;
}

/** One origin for each layer, the lowest first. */
export function layerOrigins(image: ImageEvidence, dockerfile: DockerfileAnalysis | undefined): readonly LayerOrigin[] {
	const places = dockerfile === undefined ? [] : layerPlaces(image, dockerfile);
	const base = new Set(image.baseLayers);
	return image.analysis.layers.map(({ index, history, diffId, unpackedBytes, deadBytes }) => {
		const fromBase = base.has(diffId);
		const place = fromBase ? undefined : places[index];
		return {
			index,
			instruction: history?.instruction ?? '',
			fromBase,
			bytes: unpackedBytes,
			deadBytes,
			...(place === undefined ? {} : { line: place.line, endLine: place.endLine }),
		};
	});
}

/** The history has an entry for each layer, in their order, and others that made none. */
function layerPlaces(image: ImageEvidence, dockerfile: DockerfileAnalysis): readonly (InstructionPlace | undefined)[] {
	const { history } = image.analysis.config;
	return instructionOfLayer(dockerfile, history).filter((_, index) => history[index]?.emptyLayer === false);
}

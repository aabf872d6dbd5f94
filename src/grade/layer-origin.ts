/** Which instruction of the Dockerfile made which layer of an image. */
import type { DockerfileAnalysis, Instruction } from '#dockerfile/analysis.ts';
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
	const pending = dockerfile === undefined ? [] : layerInstructions(dockerfile);
	const base = new Set(image.baseLayers);
	return image.analysis.layers.map((layer) => {
		const instruction = layer.history?.instruction ?? '';
		const fromBase = base.has(layer.diffId);
		const source = fromBase ? undefined : takeNext(pending, keywordOf(instruction));
		return {
			index: layer.index,
			instruction,
			fromBase,
			bytes: layer.unpackedBytes,
			deadBytes: layer.deadBytes,
			...(source === undefined ? {} : { line: source.line, endLine: source.endLine }),
		};
	});
}

/** The instructions that make layers, in the order in which they run: those of the lowest stage of the chain first. */
function layerInstructions(dockerfile: DockerfileAnalysis): Instruction[] {
	const chain = [...dockerfile.multiStage.chain].reverse();
	return chain
		.flatMap((index) => dockerfile.stages[index]?.instructions ?? [])
		.filter(({ keyword }) => ['RUN', 'COPY', 'ADD', 'WORKDIR'].includes(keyword));
}

function takeNext(pending: Instruction[], keyword: string): Instruction | undefined {
	const at = pending.findIndex((instruction) => instruction.keyword === keyword);
	return at === -1 ? undefined : pending.splice(0, at + 1).at(-1);
}

function keywordOf(instruction: string): string {
	return instruction.trim().split(/\s/, 1)[0]?.toUpperCase() ?? '';
}

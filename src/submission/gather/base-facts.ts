/** The bases that a Dockerfile uses, as they are on the engine. */
import type { DockerfileAnalysis } from '#dockerfile/analysis.ts';
import { originOf } from '#engine/bases/presence.ts';
import type { Engine, ImageFacts } from '#engine/engine.ts';
import type { Report } from '#protocol/report.ts';

type ReportBase = Report['bases'][number];

export interface BaseFacts {
	readonly report: Report['bases'];
	/** References that the build needs and the engine does not have. */
	readonly missing: readonly string[];
	/** Diff ids of the layers that the target's own base brings, from the bottom. */
	readonly baseLayers: readonly string[];
	/** Ids of the images used, sorted: what a kept build depends on. */
	readonly ids: readonly string[];
}

export async function gatherBases(
	engine: Engine,
	analysis: DockerfileAnalysis,
	signal: AbortSignal,
): Promise<BaseFacts> {
	const found = new Map<string, ImageFacts | undefined>();
	for (const { resolved } of analysis.externalImages) {
		if (!found.has(resolved)) found.set(resolved, await engine.images.inspect(resolved, { signal }));
	}
	const present = [...found].flatMap(([reference, facts]) => (facts === undefined ? [] : [{ reference, facts }]));
	return {
		report: present.map(({ reference, facts }) => reportBase(reference, facts, engine)),
		missing: [...found].flatMap(([reference, facts]) => (facts === undefined ? [reference] : [])),
		baseLayers: found.get(targetBase(analysis) ?? '')?.layers ?? [],
		ids: present.map(({ facts }) => facts.id).sort(),
	};
}

/** The image under the lowest stage whose layers end up in the target. */
function targetBase(analysis: DockerfileAnalysis): string | undefined {
	const lowest = analysis.multiStage.chain.at(-1);
	const base = lowest === undefined ? undefined : analysis.stages[lowest]?.base;
	return base?.kind === 'image' ? base.resolved : undefined;
}

function reportBase(reference: string, facts: ImageFacts, { facts: { store } }: Engine): ReportBase {
	return {
		reference,
		id: facts.id,
		origin: originOf(facts.labels),
		// The classic store's number is the unpacked size; the other store's is not, and analysing a base for it takes long.
		...(store === 'classic' ? { unpacked: facts.engineSize } : {}),
	};
}

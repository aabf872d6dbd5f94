/** Who uses what: edges between stages, and images from outside. */
import type { Copy, ExternalImage, Mount, Stage, StageEdge } from './analysis.ts';

/** Every use of a stage by another, in file order. */
export function stageEdges(stages: readonly Stage[]): readonly StageEdge[] {
	return stages.flatMap((stage): StageEdge[] => {
		const base = stage.base.stageIndex;
		const first: StageEdge[] =
			base === undefined ? [] : [{ from: base, to: stage.index, kind: 'base', line: stage.line, paths: [] }];
		const others = [...stage.copies, ...stage.mounts].flatMap((use): StageEdge[] =>
			use.stageIndex === undefined
				? []
				: [{ from: use.stageIndex, to: stage.index, kind: kindOf(use), line: use.line, paths: pathsOf(use) }],
		);
		return [...first, ...others.toSorted((a, b) => a.line - b.line)];
	});
}

/** What a build of these stages reads from a registry or from the engine's images. */
export function externalImages(stages: readonly Stage[], reached: ReadonlySet<number>): readonly ExternalImage[] {
	return stages.flatMap((stage): ExternalImage[] => {
		if (!reached.has(stage.index)) return [];
		const { base, index: stageIndex } = stage;
		const first: ExternalImage[] =
			base.reference === undefined
				? []
				: [{ reference: base.reference, resolved: base.resolved, use: 'base', line: stage.line, stageIndex }];
		const others = [...stage.copies, ...stage.mounts].flatMap((use): ExternalImage[] =>
			use.reference === undefined
				? []
				: [
						{
							reference: use.reference,
							resolved: use.fromAsWritten ?? use.reference,
							use: kindOf(use),
							line: use.line,
							stageIndex,
						},
					],
		);
		return [...first, ...others.toSorted((a, b) => a.line - b.line)];
	});
}

function kindOf(use: Copy | Mount): 'copy' | 'mount' {
	return 'keyword' in use ? 'copy' : 'mount';
}

function pathsOf(use: Copy | Mount): readonly string[] {
	return 'keyword' in use ? use.sources : [use.source ?? '/'];
}

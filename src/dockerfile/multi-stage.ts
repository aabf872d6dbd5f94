/** How the stages before the target feed it. */
import type { Crossing, MultiStageFacts, Stage } from './analysis.ts';
import { stageChain } from './stage-chain.ts';

/** Facts for the check that a build is multi-stage in more than its looks. */
export function multiStageFacts(stages: readonly Stage[], target: number | undefined): MultiStageFacts {
	const chain = stageChain(stages[target ?? -1], stages).map(({ index }) => index);
	const inChain = new Set(chain);
	const crossings = stages
		.filter((stage) => inChain.has(stage.index))
		.flatMap((stage) => crossingsInto(stage, inChain));
	const copiesFromStage = crossings.some((crossing) => crossing.kind === 'copy');
	const bare = stages.length > 1 && target !== undefined && crossings.length === 0;
	return {
		copiesFromStage,
		mountsFromStage: crossings.some((crossing) => crossing.kind === 'mount'),
		crossings,
		chain,
		...(bare ? { decorative: chain.length > 1 ? 'builds-on-builder' : 'copies-nothing' } : {}),
	};
}

function crossingsInto(stage: Stage, inChain: ReadonlySet<number>): readonly Crossing[] {
	const found: Crossing[] = [];
	for (const copy of stage.copies) {
		if (copy.stageIndex === undefined || inChain.has(copy.stageIndex)) continue;
		const { line, endLine, stageIndex: fromStage, sources: paths, destination } = copy;
		found.push({ kind: 'copy', line, endLine, fromStage, toStage: stage.index, paths, destination });
	}
	for (const mount of stage.mounts) {
		if (mount.stageIndex === undefined || mount.type !== 'bind' || inChain.has(mount.stageIndex)) continue;
		const { line, endLine, stageIndex: fromStage } = mount;
		const paths = [mount.source ?? '/'];
		found.push({
			kind: 'mount',
			line,
			endLine,
			fromStage,
			toStage: stage.index,
			paths,
			destination: mount.target ?? '',
		});
	}
	return found.toSorted((a, b) => a.line - b.line);
}

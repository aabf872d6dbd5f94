/** What a stage stands on. */
import type { Stage } from './analysis.ts';

/** A stage and the stages of the file below it, whose layers, variables and folder it has: itself first. */
export function stageChain(stage: Stage | undefined, stages: readonly Stage[]): readonly Stage[] {
	const chain: Stage[] = [];
	for (let one = stage; one !== undefined; one = stages[one.base.stageIndex ?? -1]) chain.push(one);
	return chain;
}

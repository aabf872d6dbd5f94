/** Evaluates the stages of a file in order, each on top of its base. */
import type { StageBase } from './analysis.ts';
import type { BuildSetting } from './build-setting.ts';
import { StageEvaluator } from './evaluate-stage.ts';
import type { RawStage } from './group-stages.ts';
import { emptyState, inheritState, type StageState } from './stage-state.ts';

/** A stage, what was found in it, and what is in force at its end. */
export interface EvaluatedStage {
	readonly raw: RawStage;
	readonly base: StageBase;
	readonly evaluator: StageEvaluator;
	readonly state: StageState;
}

export function evaluateStages(
	stages: readonly RawStage[],
	bases: readonly StageBase[],
	reached: ReadonlySet<number>,
	setting: BuildSetting,
): readonly EvaluatedStage[] {
	const evaluated: EvaluatedStage[] = [];
	for (const [index, raw] of stages.entries()) {
		const base = bases[index] ?? { kind: 'unknown', asWritten: '', resolved: '' };
		const below = base.stageIndex === undefined ? undefined : evaluated[base.stageIndex];
		const state = below === undefined ? emptyState(base.kind !== 'scratch') : inheritState(below.state);
		const evaluator = new StageEvaluator(setting, raw, state, reached.has(index));
		evaluator.run(below?.state.triggers ?? []);
		evaluated.push({ raw, base, evaluator, state });
	}
	return evaluated;
}

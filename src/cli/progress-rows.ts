/** Progress of the engine and of the bases as rows. */
import type { EngineProgress } from '#engine/progress.ts';
import type { BaseState } from '#protocol/api.ts';
import { durationText, sizeText } from '#protocol/size-text.ts';
import type { ProgressRow } from './progress.ts';

export function workFigures(bytes: number | undefined, milliseconds: number): string {
	const size = bytes === undefined || bytes === 0 ? [] : [sizeText(bytes)];
	return [...size, durationText(milliseconds)].join(', ');
}

export function engineRow(progress: EngineProgress): ProgressRow {
	return {
		key: 'engine',
		label: 'Docker engine',
		state: progress.step === 'ready' ? 'done' : 'running',
		step: progress.detail,
		figures: workFigures(progress.bytes, progress.milliseconds),
	};
}

const rowStates: Record<BaseState['state'], ProgressRow['state']> = {
	missing: 'waiting',
	waiting: 'waiting',
	preparing: 'running',
	present: 'done',
	failed: 'failed',
};

export function baseRow(base: BaseState): ProgressRow {
	return {
		key: base.reference,
		label: base.reference,
		state: rowStates[base.state],
		step: base.problem?.message ?? base.step,
		figures: workFigures(base.bytes, base.milliseconds),
	};
}

/** The health of the course as rows of progress. */
import type { Health } from '#protocol/api.ts';
import type { ProgressRow } from './progress.ts';
import { baseRow, workFigures } from './progress-rows.ts';

const engineStates: Record<Health['engine']['state'], ProgressRow['state']> = {
	starting: 'running',
	ready: 'done',
	missing: 'failed',
	failed: 'failed',
};

/** The engine, and the bases that are not there yet or could not be had; ones that were there before say nothing. */
export function healthRows(health: Health): readonly ProgressRow[] {
	const { engine, bases } = health;
	const row: ProgressRow = {
		key: 'engine',
		label: 'Docker engine',
		state: engineStates[engine.state],
		step: engine.problem?.message ?? engine.step,
		figures: workFigures(undefined, engine.milliseconds),
	};
	return [row, ...bases.filter((base) => base.state !== 'present' || base.milliseconds > 0).map(baseRow)];
}

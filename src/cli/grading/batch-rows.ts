/** Progress of a batch as rows: one for the whole, one for each submission that is being graded. */
import { durationText } from '#protocol/size-text.ts';
import type { BatchProgress } from '#submission/batch/batch-progress.ts';
import type { ProgressRow } from '../progress.ts';

/** A plain log gets a line when a submission begins, ends, and the counts after it. */
export function batchRows(progress: BatchProgress): readonly ProgressRow[] {
	const { last, running, total } = progress;
	const ended: readonly ProgressRow[] =
		last === undefined ? [] : [{ key: `one ${last.name}`, label: last.name, state: 'done', step: last.verdict }];
	const going = running.map(
		({ name, phase }): ProgressRow => ({
			key: `one ${name}`,
			label: name,
			state: 'running',
			// Of one submission every step is told, of many only that it began.
			step: total === 1 ? phase : 'grading',
			...(total === 1 ? {} : { figures: phase }),
		}),
	);
	return [...ended, ...going, ...(total === 1 ? [] : [totalRow(progress)])];
}

function totalRow({ total, finished, ungradable, remainingMilliseconds: rest }: BatchProgress): ProgressRow {
	const parts = [
		`${finished} of ${total}`,
		ungradable === 0 ? '' : `${ungradable} ungradable`,
		rest === undefined || finished === total ? '' : `about ${durationText(rest)} left`,
	];
	return {
		key: 'batch',
		label: 'Graded',
		state: finished === total ? 'done' : finished === 0 ? 'waiting' : 'running',
		step: parts.filter((part) => part !== '').join(', '),
	};
}

import type { CliContext } from '../context.ts';

/** Widest report: longer lines are hard to read. */
const widest = 110;

/** Width of a report on this terminal, in characters. */
export function reportColumns({ columns }: Pick<CliContext, 'columns'>): number {
	return Math.min(widest, columns);
}

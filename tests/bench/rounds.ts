import { type MeasuredRun, measuredRun } from './measured-run.ts';

export type CommandLine = readonly [program: string, ...args: string[]];

export interface Comparison {
	readonly floor: readonly MeasuredRun[];
	readonly subject: readonly MeasuredRun[];
	/** Median over the rounds of the subject's time divided by the floor's in the same round. */
	readonly ratio: number;
}

/**
 * Runs both in turn, so that what else the machine does falls on both alike, and compares within each round. A first
 * round warms the caches of both and is not counted.
 */
export async function compareInRounds(
	floor: CommandLine,
	subject: CommandLine,
	rounds: number,
	onRound: (floor: MeasuredRun, subject: MeasuredRun) => void,
): Promise<Comparison> {
	const [floors, subjects]: [MeasuredRun[], MeasuredRun[]] = [[], []];
	for (let round = 0; round <= rounds; round++) {
		const floorRun = await measuredRun(floor[0], floor.slice(1));
		const subjectRun = await measuredRun(subject[0], subject.slice(1));
		if (round === 0) continue;
		floors.push(floorRun);
		subjects.push(subjectRun);
		onRound(floorRun, subjectRun);
	}
	const ratios = subjects.map((run, index) => run.milliseconds / (floors[index]?.milliseconds ?? Number.NaN));
	return { floor: floors, subject: subjects, ratio: median(ratios) };
}

export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = sorted.length / 2;
	return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

/** The smallest value that so large a part of all is not above; `part` from 0 to 1. */
export function percentile(values: readonly number[], part: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
}

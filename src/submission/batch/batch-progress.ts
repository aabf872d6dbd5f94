/** How far a batch is. Pure. */

export interface RunningSubmission {
	readonly name: string;
	/** What is being done with it, in words. */
	readonly phase: string;
}

export interface BatchProgress {
	readonly total: number;
	/** Those taken from an earlier run and those with the files of another one included. */
	readonly finished: number;
	readonly ungradable: number;
	readonly running: readonly RunningSubmission[];
	/** The one that has just ended, with its verdict. */
	readonly last?: { readonly name: string; readonly verdict: string };
	/** Time that the rest will take if it goes on as so far; absent as long as nothing can be said. */
	readonly remainingMilliseconds?: number;
}

/** Submissions that must have been built before their time says something about the others. */
const leastGraded = 2;

/** `graded`: how many were really built in the time, of those that are finished. */
export function remainingTime(
	elapsedMilliseconds: number,
	counts: { readonly graded: number; readonly waiting: number },
): number | undefined {
	if (counts.graded < leastGraded) return undefined;
	return Math.round((elapsedMilliseconds / counts.graded) * counts.waiting);
}

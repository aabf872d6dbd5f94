/** A named measurement of this project beside a floor that no program could beat by much. */
export interface Bench {
	readonly name: string;
	/** What is measured beside what, in one line. */
	readonly summary: string;
	/** Prints its figures; gives false when one is beyond its limit. */
	run(options: BenchOptions): Promise<boolean>;
}

export interface BenchOptions {
	readonly rounds: number;
	/** How much of what the bench is about: submissions, for those of grading. Each bench has its own default. */
	readonly size?: number;
	readonly print: (line: string) => void;
}

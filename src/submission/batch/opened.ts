/** What the pool works with: a judge that opens and grades, whoever it is. */
import type { JobEvent } from '#protocol/api.ts';
import type { Report } from '#protocol/report.ts';
import type { SubmissionSource } from '../intake/source.ts';

/** A submission that lies open. Disposing removes what was unpacked. */
export interface OpenedSubmission extends AsyncDisposable {
	/** sha256 over what is graded: equal files, equal hash. Empty when nothing could be read. */
	readonly hash: string;
	/** What is to be told about how it was handed in. */
	readonly notes: readonly string[];
	/** Grades it. Rejects with `cancelled` alone; all else is in the report. */
	grade(onEvent: (event: JobEvent) => void): Promise<Report>;
	/** Keeps the graded files with their report, where the caller asked for it. */
	keep(report: Report): Promise<void>;
}

export interface Judge {
	/** Rejects with `cancelled` alone. */
	open(source: SubmissionSource, signal: AbortSignal): Promise<OpenedSubmission>;
	/** Rejects when grading on makes no sense, as when the engine is gone. */
	check(signal: AbortSignal): Promise<void>;
}

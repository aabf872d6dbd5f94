/** Where one submission comes from. */
import type { SubmissionProblem } from '#grade/evidence.ts';
import type { Learner } from './lms-name.ts';

/** A folder, an archive, or a single file that was handed in. */
export interface SourcePart {
	readonly kind: 'folder' | 'archive' | 'file';
	/** Path on the disk. */
	readonly path: string;
	/** The learner's own name for it. */
	readonly name: string;
}

export interface SubmissionSource {
	/** Name in reports; no two of one grading are the same. */
	readonly name: string;
	readonly learner?: Learner;
	/** The platform marked it as late. */
	readonly late: boolean;
	readonly parts: readonly SourcePart[];
	/** Why it cannot be opened, when that is known before. */
	readonly problem?: SubmissionProblem;
}

/** What is read of an archive at most. Every limit stops the unpacking where it is reached, not after it. */
import type { LabLimits } from '#lab/schema.ts';
import { maxDepth, maxPathBytes, seenPerEntry } from '../collect/limits.ts';

export interface IntakeLimits {
	/** Bytes of the archive file itself. */
	readonly archiveBytes: number;
	/** Bytes of all files that come out of it. */
	readonly totalBytes: number;
	/** Files and folders in it. */
	readonly entries: number;
	/** Folders inside each other. */
	readonly depth: number;
	/** Bytes of one path, in UTF-8. */
	readonly pathBytes: number;
}

/**
 * Unpacked bytes for each byte of the archive. Sources shrink to a tenth, logs to a fortieth; deflate ends at 1032, which is
 * where bombs are.
 */
export const maxRatio = 200;

/** Below this many unpacked bytes the ratio says nothing: a small file of zeros is no attack. */
export const ratioFloorBytes = 16 * 1024 * 1024;

/** An archive in the archive that a learning platform hands out, and one more that a learner made around it. */
export const maxNesting = 3;

/** What `.dockerignore` leaves out may lie in an archive, such as a `node_modules`: so many times a build context. */
const contextsPerArchive = 10;

export function intakeLimits(limits: LabLimits): IntakeLimits {
	const totalBytes = limits.contextBytes * contextsPerArchive;
	return {
		archiveBytes: totalBytes,
		totalBytes,
		entries: limits.contextEntries * seenPerEntry,
		depth: maxDepth,
		pathBytes: maxPathBytes,
	};
}

/** Learners in one class archive; a whole year of a large course is below it. */
const maxLearners = 2000;

/** Files that a learner hands in one by one on a learning platform. */
const filesPerLearner = 50;

const gibibyte = 1024 ** 3;

/** The archive of a whole class, which the teacher downloaded: larger in all, and bounded for each learner when it is opened. */
export function classLimits(): IntakeLimits {
	return {
		archiveBytes: 16 * gibibyte,
		totalBytes: 32 * gibibyte,
		entries: maxLearners * filesPerLearner,
		depth: maxDepth,
		pathBytes: maxPathBytes,
	};
}

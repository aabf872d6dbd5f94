/** What is read of a submission at most. Every limit stops the reading where it is reached, not after it. */
import type { LabLimits } from '#lab/schema.ts';

export interface CollectLimits {
	/** Bytes of all files that the build can see. */
	readonly contextBytes: number;
	/** Files, folders and links that the build can see. */
	readonly contextEntries: number;
	/** Bytes of one file. */
	readonly fileBytes: number;
	/** Names looked at, those that `.dockerignore` leaves out included. */
	readonly seenEntries: number;
	/** Folders inside each other. */
	readonly depth: number;
	/** Bytes of one path, in UTF-8. */
	readonly pathBytes: number;
}

/** A folder that `.dockerignore` names costs one entry; only patterns with `!` make us look inside. That may be a large `node_modules`. */
export const seenPerEntry = 20;

/** Deeper than the sources of any lab; each level holds an open handle while we walk. */
export const maxDepth = 32;

/** A quarter of Linux' PATH_MAX, so that a path still fits below the folders of an image. */
export const maxPathBytes = 1024;

/** Text files that we read ourselves: Dockerfile, `.dockerignore`, documents. Far above what people write. */
export const maxTextBytes = 1024 * 1024;

/** One broken habit repeats itself: after so many problems the rest adds nothing. */
export const maxProblems = 20;

/** The limits of one collection. A single file may fill the whole context. */
export function collectLimits(limits: LabLimits): CollectLimits {
	return {
		contextBytes: limits.contextBytes,
		contextEntries: limits.contextEntries,
		fileBytes: limits.contextBytes,
		seenEntries: limits.contextEntries * seenPerEntry,
		depth: maxDepth,
		pathBytes: maxPathBytes,
	};
}

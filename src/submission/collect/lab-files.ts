/** What the collecting of a submission has to know of its lab. */
import type { Lab } from '#lab/schema.ts';
import { type CollectLimits, collectLimits } from './limits.ts';

export interface LabFiles {
	readonly limits: CollectLimits;
	/** Dockerfiles that are built from the submission. */
	readonly dockerfiles: readonly string[];
	/** Other paths that are read whatever `.dockerignore` says. */
	readonly kept: readonly string[];
}

/** The same for everyone who collects, so that the same files have the same hash everywhere. */
export function labFiles(lab: Lab): LabFiles {
	const own = [lab.images.after, lab.images.before].filter(({ from }) => from === 'submission');
	return {
		limits: collectLimits(lab.limits),
		dockerfiles: [...new Set(own.map(({ dockerfile }) => dockerfile))],
		kept: [...new Set([...documentPaths(lab), ...(lab.marker === undefined ? [] : [lab.marker.file])])],
	};
}

/** Paths of the documents that the lab's checks ask for. */
export function documentPaths(lab: Lab): readonly string[] {
	const paths = lab.checks.flatMap((check) =>
		check.kind === 'solution-doc' || check.kind === 'true-sizes' ? [check.file] : [],
	);
	return [...new Set(paths)];
}

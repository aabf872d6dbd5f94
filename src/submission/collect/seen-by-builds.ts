/** What of a folder must be copied, seen from all the builds that use it. */
import type { IgnoreFilter } from './ignore-filter.ts';

export interface CopyFilter {
	/** True when neither a build nor we ourselves need the path. */
	leavesOut(path: string): boolean;
	/** True when a folder that is left out need not be opened. */
	prunes(folder: string): boolean;
}

/**
 * `filters`: that of each Dockerfile, undefined for one without an ignore file. A path is left out when all leave it out and it
 * is not `kept` (paths in lower case, such as the Dockerfile's).
 */
export function copyFilter(filters: readonly (IgnoreFilter | undefined)[], kept: ReadonlySet<string>): CopyFilter {
	const leavesOut = (path: string): boolean =>
		!kept.has(path.toLowerCase()) && filters.length > 0 && filters.every((filter) => filter?.leavesOut(path) === true);
	return {
		leavesOut,
		prunes: (folder) => {
			const prefix = `${folder.toLowerCase()}/`;
			return filters.every((filter) => filter?.prunes === true) && ![...kept].some((path) => path.startsWith(prefix));
		},
	};
}

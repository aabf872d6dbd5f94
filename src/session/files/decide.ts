/** What to do about one file, from three versions of it: the last that both sides agreed on, and what each has now. */

/** Hash of the bytes; undefined where there is no file. */
export type Version = string | undefined;

export type Decision =
	/** Both have the same. */
	| 'agree'
	/** The runner takes what the workspace has, or removes the file as it did. */
	| 'to-runner'
	/** The workspace takes what the runner has, or removes the file as it did. */
	| 'to-workspace'
	/** Both changed it, differently. */
	| 'conflict';

/** A file that one side changed and the other removed stays, changed: nothing that somebody wrote is lost. */
export function decide(agreed: Version, runner: Version, workspace: Version): Decision {
	if (runner === workspace) return 'agree';
	if (runner === agreed) return 'to-runner';
	if (workspace === agreed) return 'to-workspace';
	if (workspace === undefined) return 'to-workspace';
	if (runner === undefined) return 'to-runner';
	return 'conflict';
}

/** The runner's folder with the learner's files of one lab, as a session sees it. It outlives every workspace. */

export interface FileFacts {
	/** sha256 of the bytes, in hex. */
	readonly version: string;
	readonly bytes: number;
	/** Permission bits, e.g. 0o644. */
	readonly mode: number;
}

/** What became of a change: done; not done, since the file is not what was expected; or cannot be done on this disk. */
export type ChangeOutcome = 'done' | 'changed' | 'refused';

export interface LearnerFiles {
	/** All regular files, whatever their size. Paths are relative, with `/`. */
	list(): Promise<ReadonlyMap<string, FileFacts>>;
	/** The bytes of a regular file of `maxBytes` at most; undefined where there is none. */
	bytes(path: string, maxBytes: number): Promise<Uint8Array | undefined>;
	/** Writes a file whole, if its version is still `expected` (undefined: there is none). */
	write(path: string, bytes: Uint8Array, mode: number, expected: string | undefined): Promise<ChangeOutcome>;
	/** Removes a file, and folders that are empty then, if its version is still `expected`. */
	remove(path: string, expected: string): Promise<ChangeOutcome>;
	/** Tells the paths of files that were changed, by whomever; none when all may have been. */
	onChange(listener: (paths: readonly string[]) => void): Disposable;
}

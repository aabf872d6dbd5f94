/** What `scan-files` and `apply-files` of the workspace image print. It comes from a hostile machine: every field is checked. */
import { fileLimits } from './limits.ts';
import { isSharedPath } from './shared-path.ts';

export interface RemoteFacts {
	readonly bytes: number;
	/** Permission bits. */
	readonly mode: number;
	/** Changes whenever the content may have: times to the nanosecond, size, inode. */
	readonly signature: string;
	/** The same without the time of change of anything, which moving a file changes too. */
	readonly contentSignature: string;
	/** Seconds since 1970, by the clock of the workspace. */
	readonly changedAt: number;
}

export interface RemoteScan {
	/** False when the folder was gone: then it is empty and new, and nothing in it was removed by anybody. */
	readonly present: boolean;
	/** By the clock of the workspace. */
	readonly at: number;
	readonly files: ReadonlyMap<string, RemoteFacts>;
	/** Shared by name, and too large or too many. */
	readonly leftOut: ReadonlySet<string>;
}

const record = /^(\d{1,16}) (-?\d{1,12}\.\d{1,12}) (-?\d{1,12}\.\d{1,12}) (\d{1,20}) ([0-7]{1,4}) (.+)$/s;
const head = /^(present|fresh) (\d{1,12}\.\d{1,12})$/;

/** The records of files, without those whose names are not shared. */
export function parseRecords(output: Buffer): ReadonlyMap<string, RemoteFacts> {
	const files = new Map<string, RemoteFacts>();
	for (const line of output.toString('utf8').split('\0')) {
		const [, bytes, modified, changed, inode, mode, path] = record.exec(line) ?? [];
		if (path === undefined || mode === undefined || !isSharedPath(path)) continue;
		files.set(path, {
			bytes: Number(bytes),
			mode: Number.parseInt(mode, 8) & 0o777,
			signature: `${bytes} ${modified} ${changed} ${inode} ${mode}`,
			contentSignature: `${bytes} ${modified} ${inode}`,
			changedAt: Number(changed),
		});
	}
	return files;
}

/**
 * The whole answer of `scan-files`. Files that are known already go first where there are too many, so that a flood of new
 * ones does not push them out.
 *
 * @returns undefined when it is not what the script prints.
 */
export function parseScan(output: Buffer, isKnown: (path: string) => boolean): RemoteScan | undefined {
	const end = output.indexOf(0);
	const [, state, at] = head.exec(output.toString('utf8', 0, Math.max(0, end))) ?? [];
	if (at === undefined) return undefined;
	const found = [...parseRecords(output.subarray(end + 1))].sort(
		([left], [right]) => Number(isKnown(right)) - Number(isKnown(left)) || (left < right ? -1 : 1),
	);
	const files = new Map<string, RemoteFacts>();
	const leftOut = new Set<string>();
	let total = 0;
	for (const [path, facts] of found) {
		const fits = facts.bytes <= fileLimits.fileBytes && total + facts.bytes <= fileLimits.totalBytes;
		if (!fits || files.size >= fileLimits.files) {
			leftOut.add(path);
			continue;
		}
		total += facts.bytes;
		files.set(path, facts);
	}
	return { present: state === 'present', at: Number(at), files, leftOut };
}

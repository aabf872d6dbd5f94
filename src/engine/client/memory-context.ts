import { posix } from 'node:path';
import { Readable } from 'node:stream';
import type { BuildContext, ContextEntry } from '../engine.ts';

export interface MemoryFile {
	/** Text is stored as UTF-8. */
	readonly content: string | Uint8Array;
	/** Default 0o644. */
	readonly mode?: number;
}

/** One time for all files, so that equal contents make equal layers; after 1980, where zip's calendar (and wheels) begin. */
const equalTime = new Date('2020-01-01T00:00:00Z');

function foldersOf(path: string): string[] {
	const folder = posix.dirname(path);
	return folder === '.' ? [] : [...foldersOf(folder), folder];
}

/**
 * A build context of files in memory, with the folders that their paths name.
 *
 * @param files by path, relative and with `/`.
 * @param modifiedAt of all files.
 */
export function memoryContext(
	files: Readonly<Record<string, MemoryFile | string>>,
	modifiedAt: Date = equalTime,
): BuildContext {
	const contents = new Map<string, Buffer>();
	const entries = new Map<string, ContextEntry>();
	for (const [path, given] of Object.entries(files)) {
		const file = typeof given === 'string' ? { content: given } : given;
		const content = Buffer.from(file.content);
		for (const folder of foldersOf(path)) {
			entries.set(folder, { path: folder, kind: 'directory', mode: 0o755, size: 0, modifiedAt });
		}
		contents.set(path, content);
		entries.set(path, { path, kind: 'file', mode: file.mode ?? 0o644, size: content.length, modifiedAt });
	}
	return {
		entries: async () => [...entries.values()].sort((left, right) => (left.path < right.path ? -1 : 1)),
		read(path) {
			const content = contents.get(path);
			if (content === undefined) {
				throw new Error(`${path} is not a file of this build context`);
			}
			return Readable.from([content]);
		},
	};
}

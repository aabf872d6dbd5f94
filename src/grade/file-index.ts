/** Finding files of an image by path, through symbolic links, as the kernel does. */
import type { FileEntry, ImageAnalysis } from '#image/analysis.ts';

/** Linux gives up after 40 links (MAXSYMLINKS in include/linux/namei.h). */
const maxLinks = 40;

export class FileIndex {
	readonly #files: ReadonlyMap<string, FileEntry>;

	constructor(analysis: Pick<ImageAnalysis, 'files'>) {
		this.#files = new Map(analysis.files.map((file) => [file.path, file]));
	}

	/** The file that an absolute path leads to; undefined when there is none or the links go in circles. */
	find(path: string): FileEntry | undefined {
		let pending = parts(path);
		let done: string[] = [];
		for (let links = 0; links <= maxLinks; ) {
			const [next, ...rest] = pending;
			if (next === undefined) return this.#files.get(done.join('/'));
			const candidate = next === '..' ? done.slice(0, -1) : [...done, next];
			const entry = next === '..' ? undefined : this.#files.get(candidate.join('/'));
			if (entry?.type !== 'symlink') {
				done = candidate;
				pending = rest;
				continue;
			}
			links++;
			const target = entry.linkTarget ?? '';
			if (target.startsWith('/')) done = [];
			pending = [...parts(target), ...rest];
		}
		return undefined;
	}

	/** The first file of this name in the folders of PATH. */
	findInPath(name: string, folders: readonly string[]): FileEntry | undefined {
		for (const folder of folders) {
			const found = this.find(`${folder}/${name}`);
			if (found !== undefined) return found;
		}
		return undefined;
	}
}

function parts(path: string): string[] {
	return path.split('/').filter((part) => part !== '' && part !== '.');
}

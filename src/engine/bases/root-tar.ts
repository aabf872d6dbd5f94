import { Readable } from 'node:stream';
import { type Extract, extract, type Header, type Pack, pack } from 'tar-stream';

/** What the unpacking side hands out: https://github.com/mafintosh/tar-stream does not name its type. */
type Entry = Extract extends AsyncIterable<infer Part> ? Part : never;

/** A file to put into a root file system. */
export interface AddedFile {
	/** Relative to the root, without a leading slash, e.g. `etc/dpkg/dpkg.cfg.d/docker`. */
	readonly path: string;
	readonly content: Uint8Array;
}

/** What stays out of the slim variant of an image. */
export interface PathFilter {
	/** Folders whose contents are left out, relative to the root, e.g. `usr/share/doc`. */
	readonly excluded: readonly string[];
	/** Paths inside those folders that stay. */
	readonly included: readonly RegExp[];
}

export interface RootChanges {
	readonly filter?: PathFilter;
	readonly add: readonly AddedFile[];
}

/**
 * Copies the tar of a root file system, without what the filter leaves out and with the added files at its end.
 *
 * Entries pass one after the other, so memory stays flat. Hard links pass as links, which a `COPY` would expand.
 * A folder in an excluded place is kept only when something in it is. An error of the input ends the output.
 */
export function changeRoot(tar: Readable, changes: RootChanges): Readable {
	const out = pack();
	copyEntries(tar, out, changes).catch((error: unknown) => {
		out.destroy(error instanceof Error ? error : new Error(String(error)));
	});
	return Readable.from(out);
}

async function copyEntries(tar: Readable, out: Pack, { filter, add }: RootChanges): Promise<void> {
	const source = extract();
	tar.on('error', (error) => source.destroy(error));
	tar.pipe(source);
	let heldBack: Header[] = [];
	for await (const entry of source) {
		const path = plainPath(entry.header.name);
		if (filter && isLeftOut(path, filter)) {
			if (entry.header.type === 'directory') heldBack.push(entry.header);
			entry.resume();
			continue;
		}
		for (const folder of heldBack) if (path.startsWith(`${plainPath(folder.name)}/`)) out.entry(folder);
		heldBack = heldBack.filter((folder) => !path.startsWith(`${plainPath(folder.name)}/`));
		await copyEntry(entry, out);
	}
	for (const { path, content } of add) {
		out.entry({ name: `./${path}`, mode: 0o644, mtime: new Date(0) }, Buffer.from(content));
	}
	out.finalize();
}

function copyEntry(entry: Entry, out: Pack): Promise<void> {
	return new Promise((resolve, reject) => {
		entry.on('error', reject);
		entry.pipe(out.entry(entry.header, (error) => (error ? reject(error) : resolve())));
	});
}

function isLeftOut(path: string, filter: PathFilter): boolean {
	const within = filter.excluded.some((folder) => path === folder || path.startsWith(`${folder}/`));
	return within && !filter.included.some((pattern) => pattern.test(path));
}

function plainPath(name: string): string {
	return name.replace(/^\.\//, '').replace(/\/$/, '');
}

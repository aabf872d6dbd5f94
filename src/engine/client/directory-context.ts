import { constants, type Stats } from 'node:fs';
import { lstat, open, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { UserError } from '#errors';
import type { BuildContext, ContextEntry } from '../engine.ts';

async function entryOf(root: string, path: string, stats: Stats): Promise<ContextEntry> {
	const common = { path, mode: stats.mode & 0o7777, modifiedAt: stats.mtime };
	if (stats.isDirectory()) {
		return { ...common, kind: 'directory', size: 0 };
	}
	if (stats.isFile()) {
		return { ...common, kind: 'file', size: stats.size };
	}
	if (stats.isSymbolicLink()) {
		return { ...common, kind: 'symlink', size: 0, linkTarget: await readlink(join(root, path)) };
	}
	throw new UserError(
		'request-invalid',
		`${path} is neither a file nor a folder nor a link, so it cannot be sent to a build.`,
		`Remove ${path}: a build context holds no devices, sockets or pipes.`,
	);
}

/** Each folder in front of what is in it, names in order. */
async function walk(root: string, folder: string, into: ContextEntry[]): Promise<void> {
	const names = (await readdir(join(root, folder))).sort();
	for (const name of names) {
		const path = folder === '' ? name : `${folder}/${name}`;
		const entry = await entryOf(root, path, await lstat(join(root, path)));
		into.push(entry);
		if (entry.kind === 'directory') {
			await walk(root, path, into);
		}
	}
}

/** A file that was replaced since it was listed must neither be followed (link) nor waited for (pipe). */
const readFlags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

async function* bytesOf(path: string): AsyncGenerator<Buffer> {
	await using handle = await open(path, readFlags);
	yield* handle.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>;
}

/**
 * A folder on disk as a build context. Links stay links: none is followed, neither when listing nor when reading.
 *
 * It sets no limits; a folder that is not trusted is copied with limits first. Reading `entries()` throws UserError
 * `request-invalid` for a device, socket or pipe, and names it.
 */
export function directoryContext(root: string): BuildContext {
	return {
		async entries() {
			const entries: ContextEntry[] = [];
			await walk(root, '', entries);
			return entries;
		},
		read: (path) => Readable.from(bytesOf(join(root, path))),
	};
}

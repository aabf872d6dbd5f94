/** A copy of the graded files on the disk, with their modes and links, some of them with other bytes. */
import { chmod, copyFile, mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Collected } from '../collect/collected.ts';

/** `replaced`: other bytes by path. `to`: a folder of ours that does not exist yet. */
export async function writeCopy(
	collected: Collected,
	to: string,
	replaced: ReadonlyMap<string, string>,
): Promise<void> {
	await mkdir(to, { recursive: true });
	// Folders come before what is in them; links last, so that nothing is written through one.
	for (const entry of collected.entries) {
		const target = join(to, entry.path);
		if (entry.kind === 'directory') await mkdir(target, { recursive: true });
		if (entry.kind !== 'file') continue;
		const bytes = replaced.get(entry.path);
		if (bytes === undefined) await copyFile(join(collected.root, entry.path), target);
		else await writeFile(target, bytes);
		await chmod(target, entry.mode);
		await utimes(target, entry.modifiedAt, entry.modifiedAt);
	}
	for (const entry of collected.entries) {
		if (entry.kind === 'symlink') await symlink(entry.linkTarget ?? '', join(to, entry.path));
	}
	for (const entry of collected.entries.toReversed()) {
		if (entry.kind === 'directory') await chmod(join(to, entry.path), entry.mode);
	}
}

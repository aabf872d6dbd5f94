import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import type { Engine } from '#engine/engine.ts';
import { testRootsDir } from './data-dir.ts';

const applets = ['cat', 'dd', 'id', 'ls', 'mkdir', 'nc', 'nslookup', 'sh', 'sleep', 'tail', 'time', 'true', 'wget'];

/** Folder of the managed engine's root folder, which has to be there. */
export async function testRootFolder(): Promise<string> {
	const name = (await readdir(testRootsDir())).find((entry) => /^[0-9a-f]{12}$/.test(entry));
	if (name === undefined) throw new Error(`There is no root folder in ${testRootsDir()}.`);
	return join(testRootsDir(), name);
}

/** Makes the smallest image in which commands run: one static program under its many names. */
export async function importBusybox(engine: Engine, ref: string): Promise<void> {
	const archive = pack();
	const program = await readFile(join(await testRootFolder(), 'usr/bin/busybox'));
	archive.entry({ name: 'bin/busybox', mode: 0o755 }, program);
	for (const name of applets) archive.entry({ name: `bin/${name}`, type: 'symlink', linkname: 'busybox' });
	archive.entry({ name: 'tmp/', type: 'directory', mode: 0o1777 });
	archive.finalize();
	await engine.images.import(Readable.from(archive), ref, ['CMD ["/bin/sh"]']);
}

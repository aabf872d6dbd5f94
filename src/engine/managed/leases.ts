import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ifMissing } from '#errors';
import { identify, isRunning } from './process-identity.ts';

/**
 * Who holds the engine: one empty file per open handle, named after the process, so that a handle is written and removed
 * by one call. All functions are called under the engine's lock.
 */
export async function addLease(folder: string): Promise<string> {
	const self = await identify(process.pid);
	if (self === undefined) throw new Error('This process is not in /proc.');
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const file = join(folder, [self.pid, self.startTime, self.bootId, randomUUID()].join('.'));
	await writeFile(file, '');
	return file;
}

/** Counts the handles of processes that still run and forgets the others. */
export async function countLeases(folder: string): Promise<number> {
	const names = await readdir(folder).catch(ifMissing([]));
	let running = 0;
	for (const name of names) {
		const [pid = '', startTime = '', bootId = ''] = name.split('.');
		if (await isRunning({ pid: Number(pid), startTime, bootId })) running += 1;
		else await rm(join(folder, name), { force: true });
	}
	return running;
}

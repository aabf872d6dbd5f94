import { rm } from 'node:fs/promises';
import type { Engine } from '../engine.ts';

/** How BuildKit describes the cache mounts of the recipes: with the ids that their Dockerfiles give them. */
const ownMount = /^cached mount .*stagecraft-(apt|lists)-/s;

/** Frees what only served to make the bases: downloaded packages and lists on the engine, root file systems here. */
export async function dropDownloads(engine: Engine, rootsFolder: string, signal: AbortSignal): Promise<void> {
	const records = await engine.cache.list({ signal });
	const mounts = records.filter(({ description }) => ownMount.test(description)).map(({ id }) => id);
	if (mounts.length > 0) await engine.cache.remove(mounts, { signal });
	await rm(rootsFolder, { recursive: true, force: true });
}

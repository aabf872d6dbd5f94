import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { ifMissing } from '#errors';
import { isRunning, type ProcessIdentity } from './process-identity.ts';

const stateSchema = z.strictObject({
	/** The process above the pid namespace: its end is the end of the engine. */
	supervisor: z.strictObject({ pid: z.number().int().positive(), startTime: z.string(), bootId: z.string() }),
	/** What the engine was made from and started with. */
	fingerprint: z.string(),
});

/** Which process the engine is. */
export interface EngineState {
	readonly supervisor: ProcessIdentity;
	readonly fingerprint: string;
}

/** A broken file says as much as none: which processes are ours is found without it, too. */
function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** The engine that was started last and still runs; undefined when it has ended, or there was none. */
export async function readRunningState(path: string): Promise<EngineState | undefined> {
	const text = await readFile(path, 'utf8').catch(ifMissing('null'));
	const state = stateSchema.safeParse(parse(text));
	return state.success && (await isRunning(state.data.supervisor)) ? state.data : undefined;
}

/** Written whole or not at all. */
export async function writeState(path: string, state: EngineState): Promise<void> {
	await writeFile(`${path}.new`, JSON.stringify(state));
	await rename(`${path}.new`, path);
}

export async function removeState(path: string): Promise<void> {
	await rm(path, { force: true });
}

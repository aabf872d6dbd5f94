import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { answers } from '#engine/managed/answers.ts';
import { enginePaths } from '#engine/managed/paths.ts';
import { findSupervisors } from '#engine/managed/stray-supervisors.ts';
import { waitUntil } from '#engine/managed/wait-until.ts';
import { openEngine } from '#engine/open.ts';
import type { EngineProgress } from '#engine/progress.ts';
import { testRootsDir } from '../helpers/data-dir.ts';
import { footprint, interfaces, remains } from '../helpers/engine-footprint.ts';
import { TempFolder } from '../helpers/temp-folder.ts';

const holdScript = fileURLToPath(new URL('../helpers/hold-engine.ts', import.meta.url));
const children: ChildProcess[] = [];

afterEach(() => {
	for (const child of children.splice(0)) child.kill('SIGKILL');
});

function open(dataDir: string, signal?: AbortSignal) {
	return openEngine({ dataDir, rootsDir: testRootsDir(), setting: 'managed', env: process.env, signal });
}

/** Another program that holds the engine, in a process group of its own. */
async function holdElsewhere(dataDir: string, graceSeconds = 60): Promise<ChildProcess & { readonly pid: number }> {
	const child = spawn(process.execPath, [holdScript, dataDir, String(graceSeconds)], {
		stdio: ['ignore', 'pipe', 'inherit'],
		detached: true,
	});
	children.push(child);
	await once(child.stdout, 'data');
	return child as ChildProcess & { readonly pid: number };
}

async function supervisorsOf(dataDir: string): Promise<readonly number[]> {
	return (await findSupervisors(enginePaths(dataDir))).map(({ pid }) => pid);
}

describe('the managed engine', () => {
	it('starts, is used and leaves nothing behind', async () => {
		await using folder = await TempFolder.create();
		const interfacesBefore = await interfaces();
		const steps: EngineProgress['step'][] = [];
		await using engine = await openEngine({
			dataDir: folder.path,
			rootsDir: testRootsDir(),
			setting: 'managed',
			env: process.env,
			onProgress: ({ step }) => steps.push(step),
		});
		expect(engine.facts).toMatchObject({ kind: 'managed', store: 'classic' });
		expect(Number.parseInt(engine.facts.version, 10)).toBeGreaterThanOrEqual(26);
		expect(await engine.images.list({})).toEqual([]);
		await using occupied = await footprint(folder.path);
		// Own mount, pid, ipc, uts and network namespaces, apart from what slirp4netns' own cage adds.
		expect(occupied.namespaces.size).toBeGreaterThanOrEqual(5);
		expect(occupied.pids.length).toBeGreaterThanOrEqual(4);
		expect(await interfaces()).toEqual(interfacesBefore);
		await engine[Symbol.asyncDispose]();
		expect(steps.at(-1)).toBe('ready');
		expect(steps).toContain('start');
		expect(await remains(folder.path, occupied)).toEqual([]);
		await rm(folder.path, { recursive: true });
	});

	it('is not taken for programs that start after it and get the numbers of its namespaces', async () => {
		await using folder = await TempFolder.create();
		const engine = await open(folder.path);
		await using occupied = await footprint(folder.path);
		await engine[Symbol.asyncDispose]();
		for (let count = 0; count < occupied.namespaces.size; count += 1) {
			const stranger = spawn('unshare', [
				'--mount',
				'--ipc',
				'--uts',
				'--net',
				'--pid',
				'--fork',
				'--kill-child',
				'cat',
			]);
			children.push(stranger);
			stranger.stdin.write('inside\n');
			await once(stranger.stdout, 'data');
		}
		expect(await remains(folder.path, occupied)).toEqual([]);
	});

	it('is shared by the programs of one data folder and stopped by the last', async () => {
		await using folder = await TempFolder.create();
		const first = await open(folder.path);
		const [supervisor] = await supervisorsOf(folder.path);
		const elsewhere = await holdElsewhere(folder.path);
		const second = await open(folder.path);
		expect(await supervisorsOf(folder.path)).toEqual([supervisor]);
		await using occupied = await footprint(folder.path);
		await first[Symbol.asyncDispose]();
		await second.ping();
		process.kill(elsewhere.pid, 'SIGKILL');
		await once(elsewhere, 'exit');
		await second.ping();
		await second[Symbol.asyncDispose]();
		expect(await remains(folder.path, occupied)).toEqual([]);
	});

	it('outlives a killed program and is taken over by the next', async () => {
		await using folder = await TempFolder.create();
		const crashing = await holdElsewhere(folder.path);
		const before = await supervisorsOf(folder.path);
		await using occupied = await footprint(folder.path);
		// Ctrl-C in a terminal goes to the whole process group; nothing of the engine is in ours.
		process.kill(-crashing.pid, 'SIGINT');
		await once(crashing, 'exit');
		{
			await using engine = await open(folder.path);
			await engine.ping();
			expect(await supervisorsOf(folder.path)).toEqual(before);
		}
		expect(await remains(folder.path, occupied)).toEqual([]);
	});

	it('stops by itself when nobody comes after a crash', async () => {
		await using folder = await TempFolder.create();
		const crashing = await holdElsewhere(folder.path, 0.2);
		await using occupied = await footprint(folder.path);
		process.kill(crashing.pid, 'SIGKILL');
		const stopped = await waitUntil(async () => (await supervisorsOf(folder.path)).length === 0, 20_000);
		expect(stopped).toBe(true);
		const found = await remains(folder.path, occupied);
		// Its folder in the data folder stays for the next start to read.
		expect(found).toEqual([`folder ${enginePaths(folder.path).run}`]);
		expect(await readdir(enginePaths(folder.path).run)).not.toContain('docker.sock');
	});

	it('starts anew when the engine itself was killed', async () => {
		await using folder = await TempFolder.create();
		await using dead = await open(folder.path);
		const [supervisor = 0] = await supervisorsOf(folder.path);
		await using occupied = await footprint(folder.path);
		process.kill(supervisor, 'SIGKILL');
		await waitUntil(async () => (await supervisorsOf(folder.path)).length === 0, 20_000);
		await expect(dead.ping()).rejects.toMatchObject({ code: 'engine-request-failed' });
		{
			await using engine = await open(folder.path);
			await engine.ping();
			expect(await supervisorsOf(folder.path)).not.toEqual([supervisor]);
			await dead[Symbol.asyncDispose]();
			await engine.ping();
		}
		expect(await remains(folder.path, occupied)).toEqual([]);
	});

	it('finds an engine that nobody wrote down', async () => {
		await using folder = await TempFolder.create();
		const crashing = await holdElsewhere(folder.path);
		const [forgotten] = await supervisorsOf(folder.path);
		process.kill(crashing.pid, 'SIGKILL');
		await rm(enginePaths(folder.path).state);
		await using engine = await open(folder.path);
		await engine.ping();
		const now = await supervisorsOf(folder.path);
		expect(now).toHaveLength(1);
		expect(now).not.toEqual([forgotten]);
	});

	it('runs beside that of another data folder, at a path too long for a socket', async () => {
		await using folder = await TempFolder.create();
		await using other = await TempFolder.create();
		const long = other.join('a-rather-long-name-of-a-folder-for-a-course', 'and-another-one-in-it-to-be-sure-of-it');
		const first = await open(folder.path);
		const second = await open(long);
		expect(second.facts.address).toMatch(/^unix:\/\/\/run\/stagecraft-[0-9a-f]{12}\/docker\.sock$/);
		await using occupied = await footprint(long);
		await second[Symbol.asyncDispose]();
		expect(await remains(long, occupied)).toEqual([]);
		await first.ping();
		await first[Symbol.asyncDispose]();
		expect(await answers(enginePaths(folder.path).socket, 1_000)).toBe(false);
	});

	it('leaves no half-made root folder when it is cancelled', async () => {
		await using folder = await TempFolder.create();
		const stop = new AbortController();
		const opening = openEngine({
			dataDir: folder.path,
			setting: 'managed',
			env: process.env,
			signal: stop.signal,
			onProgress: ({ detail }) => {
				if (detail.startsWith('running apt-get update')) stop.abort();
			},
		});
		await expect(opening).rejects.toMatchObject({ code: 'cancelled' });
		expect(await readdir(enginePaths(folder.path).roots)).toEqual(['lock']);
	});
});

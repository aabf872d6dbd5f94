import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hierarchyRoots } from '#engine/cgroups/hierarchies.ts';
import { HostBuildCgroups } from '#engine/cgroups/host-build-cgroups.ts';
import { hostHierarchies } from '#engine/cgroups/host-hierarchies.ts';
import { memoryContext } from '#engine/client/memory-context.ts';
import type { BuildLimits, Engine } from '#engine/engine.ts';
import { enginePaths } from '#engine/managed/paths.ts';
import { openEngine } from '#engine/open.ts';
import { importBusybox } from '../helpers/busybox.ts';
import { testRootsDir } from '../helpers/data-dir.ts';
import { TempFolder } from '../helpers/temp-folder.ts';

const base = 'stagecraft-test/busybox:latest';
const limits: BuildLimits = { memoryBytes: 64e6, pids: 20, cpus: 0.5, fileBytes: 64e6 };

let folder: TempFolder;
let engine: Engine;

beforeAll(async () => {
	folder = await TempFolder.create();
	engine = await openEngine({ dataDir: folder.path, rootsDir: testRootsDir(), setting: 'managed', env: process.env });
	await importBusybox(engine, base);
});

afterAll(async () => {
	await engine[Symbol.asyncDispose]();
	await folder[Symbol.asyncDispose]();
});

/** Names in `builds` of this installation, in all hierarchies. */
async function buildCgroups(): Promise<readonly string[]> {
	const hierarchies = await hostHierarchies();
	const found: string[] = [];
	for (const root of hierarchies === undefined ? [] : hierarchyRoots(hierarchies)) {
		const builds = join(root, enginePaths(folder.path).name, 'builds');
		// Besides cgroups there are the files of their settings.
		const entries = await readdir(builds, { withFileTypes: true }).catch(() => []);
		found.push(...entries.filter((entry) => entry.isDirectory()).map(({ name }) => name));
	}
	return found;
}

async function runStep(command: string, signal?: AbortSignal) {
	let log = '';
	const result = await engine.build(
		{
			context: memoryContext({}),
			dockerfile: `FROM ${base}\nRUN ${command}\n`,
			tags: [],
			labels: {},
			sources: 'any',
			noCache: true,
			limits,
		},
		{
			...(signal && { signal }),
			onEvent: (event) => {
				if (event.kind === 'log') log += event.text;
			},
		},
	);
	return { ...result, log };
}

describe('limits of build steps on the managed engine', () => {
	it('end a step that takes too much memory', async () => {
		const { outcome, error } = await runStep('tail /dev/zero');
		expect(outcome).toBe('failed');
		expect(error).toContain('exit code: 137');
		expect(await buildCgroups()).toEqual([]);
	});

	it('hold the number of processes', async () => {
		const { log } = await runStep('i=0; while [ $i -lt 40 ]; do sleep 5 & i=$((i+1)); done; echo started all');
		expect(log).toContain("can't fork");
		expect(log).not.toContain('started all');
		expect(await buildCgroups()).toEqual([]);
	});

	it('leave no cgroup of a build that was cancelled', async () => {
		const stop = new AbortController();
		const building = runStep('sleep 600', stop.signal);
		await expect.poll(buildCgroups).not.toEqual([]);
		stop.abort();
		await expect(building).rejects.toMatchObject({ code: 'cancelled' });
		expect(await buildCgroups()).toEqual([]);
	});

	it('forget cgroups of programs that were killed', async () => {
		const hierarchies = await hostHierarchies();
		if (hierarchies === undefined) throw new Error('This host has no cgroups.');
		const parent = `/${enginePaths(folder.path).name}`;
		const cgroups = await HostBuildCgroups.open(hierarchies, parent);
		await using _kept = await cgroups.acquire(limits);
		for (const root of hierarchyRoots(hierarchies)) {
			// A process number that the kernel does not give.
			await mkdir(join(root, parent, 'builds', '4194305.1.boot.some-id'), { recursive: true });
		}
		await HostBuildCgroups.open(hierarchies, parent);
		const left = await buildCgroups();
		expect(left.length).toBeGreaterThan(0);
		expect(left.filter((name) => name.startsWith('4194305'))).toEqual([]);
	});
});

describe('openEngine', () => {
	it("takes the user's own engine first", async () => {
		await using other = await TempFolder.create();
		const env = { ...process.env, DOCKER_HOST: engine.facts.address };
		await using external = await openEngine({ dataDir: other.path, env });
		expect(external.facts).toMatchObject({ kind: 'external', address: engine.facts.address });
		expect(await readdir(other.path)).toEqual([]);
	});

	it('goes on to the managed engine when the named one does not answer', async () => {
		const env = { ...process.env, DOCKER_HOST: `unix://${folder.join('no.sock')}` };
		const told: string[] = [];
		await using managed = await openEngine({
			dataDir: folder.path,
			rootsDir: testRootsDir(),
			env,
			onProgress: ({ detail }) => told.push(detail),
		});
		expect(managed.facts.kind).toBe('managed');
		expect(told.some((detail) => detail.startsWith('DOCKER_HOST: The Docker engine could not answer'))).toBe(true);
	});

	it('takes no other engine when the setting says so', async () => {
		const env = { ...process.env, DOCKER_HOST: `unix://${folder.join('no.sock')}` };
		const opening = openEngine({ dataDir: folder.path, setting: 'external', env });
		await expect(opening).rejects.toMatchObject({ code: 'engine-missing' });
	});
});

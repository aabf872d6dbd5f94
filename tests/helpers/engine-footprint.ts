import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hierarchyRoots } from '#engine/cgroups/hierarchies.ts';
import { hostHierarchies } from '#engine/cgroups/host-hierarchies.ts';
import { enginePaths } from '#engine/managed/paths.ts';
import { findSupervisors } from '#engine/managed/stray-supervisors.ts';
import { HeldNamespaces, namespacesOf } from './held-namespaces.ts';

async function processes(): Promise<readonly string[]> {
	return (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
}

async function parentOf(pid: string): Promise<string> {
	const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
	return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? '0';
}

/** Processes below a process, itself included. */
export async function familyOf(ancestor: number): Promise<readonly string[]> {
	const family = new Set([String(ancestor)]);
	const parents = new Map<string, string>();
	for (const pid of await processes()) parents.set(pid, await parentOf(pid));
	for (let grown = true; grown; ) {
		grown = false;
		for (const [pid, parent] of parents) {
			if (!family.has(parent) || family.has(pid)) continue;
			family.add(pid);
			grown = true;
		}
	}
	return [...family];
}

/** What a running engine occupies. */
export interface Footprint extends AsyncDisposable {
	readonly pids: readonly string[];
	/** Namespaces in which only the engine lives, until this is disposed of. */
	readonly namespaces: HeldNamespaces;
}

export async function footprint(dataDir: string): Promise<Footprint> {
	const [supervisor] = await findSupervisors(enginePaths(dataDir));
	if (supervisor === undefined) throw new Error(`No engine of ${dataDir} runs.`);
	const pids = await familyOf(supervisor.pid);
	const ours = new Set(await namespacesOf('self'));
	const namespaces = new HeldNamespaces();
	for (const pid of pids) await namespaces.hold(pid, ours);
	return { pids, namespaces, [Symbol.asyncDispose]: async () => await namespaces[Symbol.asyncDispose]() };
}

/** Everything on this machine that belongs to the engine of a data folder, or lives in namespaces that it had. */
export async function remains(dataDir: string, before: Footprint): Promise<readonly string[]> {
	const { name, folder, run } = enginePaths(dataDir);
	const found: string[] = [];
	for (const pid of await processes()) {
		const inside = (await namespacesOf(pid)).filter((namespace) => before.namespaces.has(namespace));
		if (inside.length > 0) found.push(`process ${pid} in ${inside.join(' ')}`);
	}
	for (const line of (await readFile('/proc/self/mountinfo', 'utf8')).split('\n')) {
		if (line.includes(folder)) found.push(`mount ${line}`);
	}
	const hierarchies = await hostHierarchies();
	for (const root of hierarchies === undefined ? [] : hierarchyRoots(hierarchies)) {
		if ((await readdir(root)).includes(name)) found.push(`cgroup ${join(root, name)}`);
	}
	const isThere = async (path: string): Promise<boolean> => (await readdir(path).catch(() => [])).length > 0;
	if (await isThere(run)) found.push(`folder ${run}`);
	if (await isThere(join('/run', name))) found.push(`link /run/${name}`);
	return found;
}

/** Network interfaces of this host. */
export async function interfaces(): Promise<readonly string[]> {
	return (await readdir('/sys/class/net')).sort();
}

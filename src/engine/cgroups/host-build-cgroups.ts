import { createHash, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { hasCode } from '#errors';
import type { BuildCgroup, BuildLimits } from '../engine.ts';
import { identify, isRunning } from '../managed/process-identity.ts';
import { buildSettings, type CgroupSetting, limitedControllers } from './build-settings.ts';
import { type CgroupHierarchies, hierarchyRoots } from './hierarchies.ts';
import { cgroupsIn, type IsHeld, killCgroup, removeCgroup } from './remove-cgroups.ts';

const holderPrefix = 'held';

/** Hexadecimal digits of a scope's hash. */
const scopeLength = 24;

/** Cgroups with limits for builds, made in this host's cgroup file system. Needs root. */
export class HostBuildCgroups {
	readonly #hierarchies: CgroupHierarchies;
	/** e.g. `/stagecraft-0123456789ab/builds`. */
	readonly #folder: string;

	private constructor(hierarchies: CgroupHierarchies, folder: string) {
		this.#hierarchies = hierarchies;
		this.#folder = folder;
	}

	/**
	 * @param parent cgroup of the installation, e.g. `/stagecraft-0123456789ab`. Cgroups in it that processes which have
	 * ended left behind are removed.
	 */
	static async open(hierarchies: CgroupHierarchies, parent: string): Promise<HostBuildCgroups> {
		const cgroups = new HostBuildCgroups(hierarchies, `${parent}/builds`);
		await cgroups.#removeForgotten();
		return cgroups;
	}

	/**
	 * Gives a cgroup with these limits. `fileBytes` is not a matter of cgroups.
	 *
	 * @param scope builds of one scope get the same cgroup, together when they run at the same time. BuildKit counts its
	 * path as a part of what a step is: only with the same one is a step found in the cache. Default: one of its own.
	 */
	async acquire(limits: BuildLimits, scope: string = randomUUID()): Promise<BuildCgroup> {
		const self = await identify(process.pid);
		if (self === undefined) throw new Error('This process is not in /proc.');
		const path = `${this.#folder}/${createHash('sha256').update(scope).digest('hex').slice(0, scopeLength)}`;
		// A cgroup below it says who uses it. While there is one, nobody can remove the cgroup itself.
		const holder = `${path}/${[holderPrefix, self.pid, self.startTime, self.bootId, randomUUID()].join('.')}`;
		const release = (): Promise<void> => this.#release(path, holder);
		try {
			await this.#make(holder);
			for (const setting of buildSettings(this.#hierarchies.version, limits)) await this.#apply(path, setting);
		} catch (error) {
			await release();
			throw error;
		}
		return { path, [Symbol.asyncDispose]: release };
	}

	#mountOf(controller: string): string {
		const mounts = this.#hierarchies.mounts;
		const mount = this.#hierarchies.version === 2 ? mounts['unified'] : mounts[controller];
		if (mount === undefined) throw new Error(`This host has no ${controller} cgroups.`);
		return mount;
	}

	async #make(path: string): Promise<void> {
		for (const controller of limitedControllers) {
			await mkdir(join(this.#mountOf(controller), path), { recursive: true });
		}
		if (this.#hierarchies.version === 1) return;
		// A controller has to be switched on from the root down to the parent before its files are there.
		const root = this.#mountOf('memory');
		const levels = path.split('/').filter(Boolean).slice(0, -1);
		for (let depth = 0; depth <= levels.length; depth += 1) {
			const file = join(root, ...levels.slice(0, depth), 'cgroup.subtree_control');
			await writeFile(file, limitedControllers.map((name) => `+${name}`).join(' '), { flag: 'r+' });
		}
	}

	async #apply(path: string, { controller, file, value, optional }: CgroupSetting): Promise<void> {
		try {
			await writeFile(join(this.#mountOf(controller), path, file), value, { flag: 'r+' });
		} catch (error) {
			if (optional === undefined || !hasCode(error, 'ENOENT')) throw error;
		}
	}

	async #release(path: string, holder: string): Promise<void> {
		await this.#remove(holder);
		const memory = join(this.#mountOf('memory'), path);
		for (const child of await cgroupsIn(memory)) if (await isHeld(child)) return;
		await killCgroup(memory);
		await this.#remove(path, isHeld);
	}

	/** The engine adds the cgroup in the hierarchies that we set nothing in, too. */
	async #remove(path: string, isHeld?: IsHeld): Promise<void> {
		await Promise.all(hierarchyRoots(this.#hierarchies).map((root) => removeCgroup(join(root, path), isHeld)));
	}

	async #removeForgotten(): Promise<void> {
		for (const root of hierarchyRoots(this.#hierarchies)) {
			for (const path of await cgroupsIn(join(root, this.#folder))) await removeCgroup(path, isHeld);
		}
	}
}

/** Whether the cgroup is the sign of a process that runs, and that uses the cgroup above it. */
async function isHeld(path: string): Promise<boolean> {
	const [prefix, pid = '', startTime = '', bootId = ''] = basename(path).split('.');
	return prefix === holderPrefix && (await isRunning({ pid: Number(pid), startTime, bootId }));
}

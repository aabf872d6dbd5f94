import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BuildLimits } from '../engine.ts';
import { identify, isRunning } from '../managed/process-identity.ts';
import { buildSettings, type CgroupSetting, limitedControllers } from './build-settings.ts';
import { type CgroupHierarchies, hierarchyRoots } from './hierarchies.ts';
import { cgroupsIn, killCgroup, removeCgroup } from './remove-cgroups.ts';

/** A cgroup for the steps of one build. Disposing ends what still runs in it and removes it. */
export interface BuildCgroup extends AsyncDisposable {
	/** Relative to the root of each hierarchy, as BuildKit's `cgroup-parent` takes it. */
	readonly path: string;
}

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

	/** Makes a cgroup with these limits. `fileBytes` is not a matter of cgroups. */
	async acquire(limits: BuildLimits): Promise<BuildCgroup> {
		const self = await identify(process.pid);
		if (self === undefined) throw new Error('This process is not in /proc.');
		const path = `${this.#folder}/${[self.pid, self.startTime, self.bootId, randomUUID()].join('.')}`;
		const remove = (): Promise<void> => this.#remove(path);
		try {
			await this.#make(path);
			for (const setting of buildSettings(this.#hierarchies.version, limits)) await this.#apply(path, setting);
		} catch (error) {
			await remove();
			throw error;
		}
		return { path, [Symbol.asyncDispose]: remove };
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
			if (optional === undefined || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
		}
	}

	async #remove(path: string): Promise<void> {
		await killCgroup(join(this.#mountOf('memory'), path));
		// The engine adds the cgroup in the hierarchies that we set nothing in, too.
		await Promise.all(hierarchyRoots(this.#hierarchies).map((root) => removeCgroup(join(root, path))));
	}

	async #removeForgotten(): Promise<void> {
		for (const root of hierarchyRoots(this.#hierarchies)) {
			for (const path of await cgroupsIn(join(root, this.#folder))) {
				const [pid = '', startTime = '', bootId = ''] = basename(path).split('.');
				if (!(await isRunning({ pid: Number(pid), startTime, bootId }))) await removeCgroup(path);
			}
		}
	}
}

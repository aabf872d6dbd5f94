/** The learner's work on all labs, in `<data>/work/<lab>`. */
import { join } from 'node:path';
import { UserError } from '#errors';
import type { LoadedLab } from '#lab/lab-folder.ts';
import type { Work, WorkFile } from '#protocol/api.ts';
import { WorkFolder } from './work-folder.ts';

export class WorkStore {
	readonly #folders: ReadonlyMap<string, WorkFolder>;

	constructor(labs: readonly LoadedLab[], dataDir: string) {
		this.#folders = new Map(
			labs.map((loaded) => [loaded.lab.id, new WorkFolder(loaded, join(dataDir, 'work', loaded.lab.id))]),
		);
	}

	/** The work on one lab. Throws UserError `lab-not-found`. */
	of(lab: string): WorkFolder {
		const folder = this.#folders.get(lab);
		if (folder !== undefined) return folder;
		throw new UserError('lab-not-found', `There is no lab ${lab}.`, 'Choose a lab of the course.');
	}

	read(lab: string): Promise<Omit<Work, 'running'>> {
		return this.of(lab).read();
	}

	save(lab: string, path: string, text: string, baseVersion: string): Promise<WorkFile> {
		return this.of(lab).save(path, text, baseVersion);
	}

	reset(lab: string): Promise<Omit<Work, 'running'>> {
		return this.of(lab).reset();
	}
}

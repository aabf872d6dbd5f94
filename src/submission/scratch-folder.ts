/** A private folder for what is unpacked or kept aside while a submission is graded. */
import { mkdir, rm } from 'node:fs/promises';

export class ScratchFolder implements AsyncDisposable {
	readonly path: string;

	private constructor(path: string) {
		this.path = path;
	}

	/** Makes the folder, readable for us alone. Disposing removes it with all that is in it. */
	static async create(path: string): Promise<ScratchFolder> {
		await mkdir(path, { recursive: true, mode: 0o700 });
		return new ScratchFolder(path);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await rm(this.path, { recursive: true, force: true });
	}
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of one test, removed at its end. */
export class TempFolder implements AsyncDisposable {
	readonly path: string;

	private constructor(path: string) {
		this.path = path;
	}

	/** `files`: texts or bytes by path. */
	static async create(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<TempFolder> {
		const folder = new TempFolder(await mkdtemp(join(tmpdir(), 'stagecraft-test-')));
		await folder.write(files);
		return folder;
	}

	/** A folder of somebody else's. */
	static at(path: string): TempFolder {
		return new TempFolder(path);
	}

	async write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
		for (const [path, content] of Object.entries(files)) {
			await mkdir(dirname(this.join(path)), { recursive: true });
			await writeFile(this.join(path), content);
		}
	}

	join(...parts: string[]): string {
		return join(this.path, ...parts);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await rm(this.path, { recursive: true, force: true });
	}
}

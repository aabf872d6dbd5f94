/**
 * Folders opened so that no link on the way is followed, not even one put there between two looks.
 *
 * Node has no openat(2). On Linux `/proc/self/fd/N/name` is the same thing: the kernel starts at the open folder, and
 * O_NOFOLLOW then guards the one component that is left. Elsewhere the plain path is used, with O_NOFOLLOW on the last component
 * and a check that it is still the file that lstat saw.
 */
import { type BigIntStats, constants, type Dirent } from 'node:fs';
import { type FileHandle, lstat, open, opendir, readlink } from 'node:fs/promises';

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK } = constants;

export class SafeFolder implements AsyncDisposable {
	readonly #handle: FileHandle;
	readonly #path: string;

	private constructor(handle: FileHandle, path: string) {
		this.#handle = handle;
		this.#path = path;
	}

	/** Opens a folder by its path. A link in the last component is refused with ELOOP or ENOTDIR. */
	static async open(path: string): Promise<SafeFolder> {
		const handle = await open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
		return new SafeFolder(handle, process.platform === 'linux' ? `/proc/self/fd/${handle.fd}` : path);
	}

	/** Names in the folder, as bytes, in the order in which the file system gives them. */
	async *names(): AsyncGenerator<Buffer> {
		// Node's types know no Dirent with Buffer names here, though the encoding is supported.
		const directory = await opendir(this.#path, { encoding: 'buffer' as BufferEncoding, bufferSize: 128 });
		for await (const entry of directory) yield (entry as unknown as Dirent<Buffer>).name;
	}

	stat(name: string): Promise<BigIntStats> {
		return lstat(this.#child(name), { bigint: true });
	}

	readlink(name: string): Promise<string> {
		return readlink(this.#child(name));
	}

	async openFolder(name: string): Promise<SafeFolder> {
		return SafeFolder.open(this.#child(name));
	}

	/**
	 * Opens a regular file for reading. Never blocks on a fifo, never follows a link.
	 * Gives undefined when it is no regular file any more, or another one than `expected`.
	 */
	async openFile(name: string, expected: BigIntStats): Promise<FileHandle | undefined> {
		const handle = await open(this.#child(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
		const found = await handle.stat({ bigint: true });
		if (found.isFile() && found.ino === expected.ino && found.dev === expected.dev) return handle;
		await handle.close();
		return undefined;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#handle.close();
	}

	#child(name: string): string {
		return `${this.#path}/${name}`;
	}
}

import { type FileHandle, open, readlink } from 'node:fs/promises';

const kinds = ['ipc', 'mnt', 'net', 'pid', 'uts'] as const;

/** Names of the namespaces of a process, e.g. `net:[4026532240]`; none when it is gone. */
export async function namespacesOf(pid: string): Promise<readonly string[]> {
	const links = kinds.map((kind) => readlink(`/proc/${pid}/ns/${kind}`));
	return await Promise.all(links).catch(() => []);
}

/**
 * Namespaces that are kept when their last process ends. The kernel gives the number of one that is gone to the next that
 * is made, so only the name of one that is held says which it is.
 */
export class HeldNamespaces implements AsyncDisposable {
	readonly #handles = new Map<string, FileHandle>();

	get size(): number {
		return this.#handles.size;
	}

	has(name: string): boolean {
		return this.#handles.has(name);
	}

	/** Holds those of a process, except `others`. */
	async hold(pid: string, others: ReadonlySet<string>): Promise<void> {
		for (const kind of kinds) {
			// Gone meanwhile: it lives in no namespace any more.
			const handle = await open(`/proc/${pid}/ns/${kind}`).catch(() => undefined);
			if (handle === undefined) continue;
			const name = await readlink(`/proc/self/fd/${handle.fd}`);
			if (others.has(name) || this.has(name)) await handle.close();
			else this.#handles.set(name, handle);
		}
	}

	async [Symbol.asyncDispose](): Promise<void> {
		for (const handle of this.#handles.values()) await handle.close();
		this.#handles.clear();
	}
}

/** Text that the runner has not confirmed yet, kept in the browser until it has. */
export interface Draft {
	readonly text: string;
	/** Version of the file that the text was written on. */
	readonly baseVersion: string;
}

export class Drafts {
	readonly #storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
	readonly #prefix: string;

	constructor(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>, lab: string) {
		this.#storage = storage;
		this.#prefix = `stagecraft-draft:${lab}:`;
	}

	/** False when the browser cannot keep it: storage is off or full. */
	keep(path: string, draft: Draft): boolean {
		try {
			this.#storage.setItem(this.#prefix + path, JSON.stringify(draft));
			return true;
		} catch {
			return false;
		}
	}

	find(path: string): Draft | undefined {
		try {
			const value: unknown = JSON.parse(this.#storage.getItem(this.#prefix + path) ?? 'null');
			if (typeof value !== 'object' || value === null || !('text' in value) || !('baseVersion' in value))
				return undefined;
			return { text: String(value.text), baseVersion: String(value.baseVersion) };
		} catch {
			return undefined;
		}
	}

	drop(path: string): void {
		try {
			this.#storage.removeItem(this.#prefix + path);
		} catch {
			// Storage is off: nothing was kept.
		}
	}
}

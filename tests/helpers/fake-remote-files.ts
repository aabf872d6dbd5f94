/** Files of a workspace in memory, with a clock of its own and a hook for what happens in the middle of a turn. */
import { createHash } from 'node:crypto';
import type { RemoteSide } from '#session/files/file-sync.ts';
import type { AppliedTurn, FileContent } from '#session/files/remote-files.ts';
import type { RemoteFacts } from '#session/files/scan-records.ts';

interface Stored extends FileContent {
	readonly inode: number;
	readonly at: number;
}

export class FakeRemoteFiles implements RemoteSide {
	readonly files = new Map<string, Stored>();
	readonly #taken = new Map<string, Map<string, Stored>>();
	readonly #unreadable = new Set<string>();
	present = true;
	complete = true;
	/** Called before a turn changes anything: what the learner does in that moment. */
	beforeApply: () => void = () => undefined;
	/** Called before the files are listed. */
	beforeScan: () => void = () => undefined;
	#clock = 1000;
	#inodes = 0;

	write(path: string, text: string): void {
		this.#clock += 1;
		this.files.set(path, { bytes: Buffer.from(text), mode: 0o644, inode: ++this.#inodes, at: this.#clock });
	}

	hide(path: string): void {
		this.#unreadable.add(path);
	}

	text(path: string): string | undefined {
		const file = this.files.get(path);
		return file && Buffer.from(file.bytes).toString('utf8');
	}

	texts(): Record<string, string> {
		return Object.fromEntries([...this.files.keys()].sort().map((path) => [path, this.text(path) ?? '']));
	}

	async scan() {
		this.beforeScan();
		const { present } = this;
		this.present = true;
		const files = new Map([...this.files].map(([path, file]) => [path, factsOf(file)]));
		return { present, complete: this.complete, at: this.#clock + 1000, files, leftOut: new Set<string>() };
	}

	async read(paths: readonly string[]) {
		return this.#contents(this.files, paths);
	}

	async readTaken({ id }: AppliedTurn, paths: readonly string[]) {
		return this.#contents(this.#taken.get(id) ?? new Map(), paths);
	}

	async apply(put: ReadonlyMap<string, FileContent>, remove: readonly string[]) {
		this.beforeApply();
		const taken = new Map<string, Stored>();
		for (const path of [...put.keys(), ...remove]) {
			const there = this.files.get(path);
			if (there !== undefined) taken.set(path, there);
			this.files.delete(path);
		}
		for (const [path, { bytes, mode }] of put) {
			this.write(path, Buffer.from(bytes).toString('utf8'));
			this.files.set(path, { ...(this.files.get(path) as Stored), mode });
		}
		const id = createHash('sha256').update(`${this.#clock}`).digest('hex');
		this.#taken.set(id, taken);
		return { id, taken: new Map([...taken].map(([path, file]) => [path, factsOf(file)])) };
	}

	async forget({ id }: AppliedTurn) {
		this.#taken.delete(id);
	}

	#contents(from: ReadonlyMap<string, Stored>, paths: readonly string[]): ReadonlyMap<string, FileContent> {
		const found = paths.flatMap((path) => {
			const file = from.get(path);
			return file === undefined || this.#unreadable.has(path) ? [] : [[path, file] as const];
		});
		return new Map(found);
	}
}

function factsOf({ bytes, mode, inode, at }: Stored): RemoteFacts {
	const contentSignature = `${bytes.length} ${at} ${inode}`;
	return { bytes: bytes.length, mode, signature: contentSignature, contentSignature, changedAt: at };
}

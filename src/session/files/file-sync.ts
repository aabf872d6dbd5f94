/** Keeps the runner's folder and `~/lab` of one workspace the same: what the editor, the terminal and the checks see is one. */
import { setTimeout as delay } from 'node:timers/promises';
import type { FileFacts, LearnerFiles } from './learner-files.ts';
import { fileLimits } from './limits.ts';
import { type Change, planChanges } from './plan-changes.ts';
import type { AppliedTurn, FileContent, RemoteFiles } from './remote-files.ts';
import { isSharedPath, keptPath } from './shared-path.ts';
import type { MemoryFile } from './sync-memory.ts';
import { type Look, versionOf, WorkspaceSide } from './workspace-side.ts';

/** Passes until both sides are the same. Each is needed only when somebody writes in between; a program may do so without end. */
const maxPasses = 6;
/** Longer than the ticks of a file system's clock: then a change cannot hide behind the one before it. */
const racyMilliseconds = 60;

export interface Conflict {
	readonly path: string;
	/** Path of the text from the terminal. */
	readonly kept: string;
}

/** What is used of the files of a workspace. */
export type RemoteSide = Pick<RemoteFiles, 'scan' | 'read' | 'readTaken' | 'apply' | 'forget'>;

export interface FileSyncParts {
	readonly files: LearnerFiles;
	readonly remote: RemoteSide;
	readonly memory: MemoryFile;
	/** Id of the workspace's container. */
	readonly workspace: string;
}

export class FileSync {
	readonly #parts: FileSyncParts;
	readonly #side: WorkspaceSide;
	readonly #agreed: Map<string, string>;
	#conflicts: readonly Conflict[];
	#leftOut = 0;
	#turn: Promise<unknown> = Promise.resolve();

	private constructor(parts: FileSyncParts, agreed: Map<string, string>, conflicts: readonly Conflict[]) {
		this.#parts = parts;
		this.#side = new WorkspaceSide(parts.remote);
		this.#agreed = agreed;
		this.#conflicts = conflicts;
	}

	/** Goes on where a sync with the same workspace ended; another workspace starts as an empty one that nobody changed. */
	static async open(parts: FileSyncParts): Promise<FileSync> {
		const memory = await parts.memory.load();
		const agreed = memory?.workspace === parts.workspace ? Object.entries(memory.agreed) : [];
		return new FileSync(parts, new Map(agreed), memory?.conflicts ?? []);
	}

	/** Files that both sides changed, as long as the kept text is there. */
	get conflicts(): readonly Conflict[] {
		return this.#conflicts;
	}

	/** Files of the terminal that are not shared since they are too large, too many or not readable. */
	get leftOut(): number {
		return this.#leftOut;
	}

	/**
	 * Makes both sides the same, with what was written up to this call. Throws what the workspace and the disk throw; then
	 * nothing is lost, and the next call goes on.
	 */
	settle(): Promise<void> {
		const turn = this.#turn.then(() => this.#settle());
		this.#turn = turn.catch(() => undefined);
		return turn;
	}

	async #settle(): Promise<void> {
		for (let pass = 0; pass < maxPasses; pass++) {
			const outcome = await this.#pass();
			await this.#remember();
			if (outcome === 'same') return;
			if (outcome === 'racy') await delay(racyMilliseconds);
		}
	}

	async #pass(): Promise<'same' | 'racy' | 'changed'> {
		const look = await this.#side.look();
		if (!look.present) this.#agreed.clear();
		this.#leftOut = look.leftOut.size;
		const { runner, unshared } = await this.#listRunner();
		const changes = planChanges({ agreed: this.#agreed, runner, unshared, look });
		for (const { path, version } of changes.agree) {
			if (version === undefined) this.#agreed.delete(path);
			else this.#agreed.set(path, version);
		}
		for (const change of changes.toRunner) await this.#toRunner(change, look, runner);
		const toWorkspace = [...changes.toWorkspace];
		for (const change of changes.conflicts) if (await this.#keepBoth(change, look, runner)) toWorkspace.push(change);
		if (toWorkspace.length > 0) await this.#toWorkspace(toWorkspace, look, runner);
		this.#conflicts = this.#conflicts.filter(({ kept }) => runner.has(kept));
		if (toWorkspace.length + changes.toRunner.length > 0) return 'changed';
		return look.racy ? 'racy' : 'same';
	}

	/** The runner's files by the rules of what is shared. The map is changed as this pass changes files. */
	async #listRunner(): Promise<{ readonly runner: Map<string, FileFacts>; readonly unshared: Set<string> }> {
		const named = [...(await this.#parts.files.list())].filter(([path]) => isSharedPath(path));
		const fits = ([, { bytes }]: readonly [string, FileFacts]): boolean => bytes <= fileLimits.fileBytes;
		const unshared = named.filter((file) => !fits(file)).map(([path]) => path);
		return { runner: new Map(named.filter(fits)), unshared: new Set(unshared) };
	}

	async #toRunner({ path }: Change, look: Look, runner: Map<string, FileFacts>): Promise<void> {
		const expected = runner.get(path)?.version;
		if (!look.files.has(path)) {
			if (expected === undefined) this.#agreed.delete(path);
			else if ((await this.#parts.files.remove(path, expected)) === 'done') {
				this.#agreed.delete(path);
				runner.delete(path);
			}
			return;
		}
		const content = look.contents.get(path) ?? (await this.#parts.remote.read([path])).get(path);
		if (content === undefined) return;
		if ((await this.#parts.files.write(path, content.bytes, content.mode, expected)) !== 'done') return;
		const version = versionOf(content.bytes);
		this.#agreed.set(path, version);
		runner.set(path, { version, bytes: content.bytes.length, mode: content.mode });
	}

	/** False when the text from the terminal cannot be had now: then the runner's must not take its place. */
	async #keepBoth({ path }: Change, look: Look, runner: Map<string, FileFacts>): Promise<boolean> {
		const content = look.contents.get(path) ?? (await this.#parts.remote.read([path])).get(path);
		if (content === undefined) return false;
		await this.#keep(path, content, look, runner);
		return true;
	}

	/** Puts the text from the terminal beside the file, on the runner; the next pass brings it to the workspace. */
	async #keep(path: string, content: FileContent, look: Look, runner: Map<string, FileFacts>): Promise<void> {
		const version = versionOf(content.bytes);
		// What a pass that was cut off has kept already is found again.
		const isFree = (candidate: string): boolean => {
			const there = runner.get(candidate);
			return there === undefined ? !look.files.has(candidate) : there.version === version;
		};
		const kept = keptPath(path, isFree);
		const expected = runner.get(kept)?.version;
		if (expected === undefined) {
			const outcome = await this.#parts.files.write(kept, content.bytes, content.mode, undefined);
			if (outcome !== 'done') throw new Error(`The other text of ${path} could not be kept as ${kept}.`);
			runner.set(kept, { version, bytes: content.bytes.length, mode: content.mode });
		}
		this.#conflicts = [...this.#conflicts.filter((conflict) => conflict.kept !== kept), { path, kept }];
	}

	async #toWorkspace(changes: readonly Change[], look: Look, runner: Map<string, FileFacts>): Promise<void> {
		const { files, remote } = this.#parts;
		const put = new Map<string, FileContent>();
		const remove: string[] = [];
		for (const { path } of changes) {
			const facts = runner.get(path);
			if (facts === undefined) {
				remove.push(path);
				continue;
			}
			const bytes = await files.bytes(path, fileLimits.fileBytes);
			if (bytes !== undefined) put.set(path, { bytes, mode: facts.mode });
		}
		const turn = await remote.apply(put, remove);
		await this.#rescue(turn, put, look, runner);
		await remote.forget(turn);
	}

	/** What a turn took out and nobody had seen before was written by the terminal in that moment: it is kept. */
	async #rescue(
		turn: AppliedTurn,
		put: ReadonlyMap<string, FileContent>,
		look: Look,
		runner: Map<string, FileFacts>,
	): Promise<void> {
		const unseen = [...turn.taken].filter(
			([path, facts]) => look.files.get(path)?.facts.contentSignature !== facts.contentSignature,
		);
		const contents = await this.#parts.remote.readTaken(
			turn,
			unseen.map(([path]) => path),
		);
		for (const [path, content] of contents) {
			const version = versionOf(content.bytes);
			const ours = put.get(path);
			const isKnown = version === look.files.get(path)?.version || (ours && version === versionOf(ours.bytes));
			if (!isKnown) await this.#keep(path, content, look, runner);
		}
	}

	#remember(): Promise<void> {
		const { memory, workspace } = this.#parts;
		const agreed = Object.fromEntries(this.#agreed);
		return memory.keep({ workspace, agreed, conflicts: [...this.#conflicts] });
	}
}

/** A session while it has an environment: files in step, terminals, previews. */
import type { PublishedPort } from '#gateway/options.ts';
import type { Preview } from '#protocol/session-view.ts';
import { FileSync } from './files/file-sync.ts';
import { RemoteFiles } from './files/remote-files.ts';
import { SyncLoop } from './files/sync-loop.ts';
import type { PreviewShelf, SessionEnvironment, SessionParts } from './session-parts.ts';

/** The last look at the files of a session that ends: a workspace that does not answer must not hold it up. */
const lastSettleMilliseconds = 10_000;

export interface RunningParts extends Pick<SessionParts, 'files' | 'store' | 'openPreviews' | 'onFault'> {
	/** Something that pages show has changed. */
	readonly onChange: () => void;
	readonly onActivity: () => void;
	/** Something was stopped that the learner did not stop, and why. */
	readonly onStopped: (words: string) => void;
}

export class RunningSession implements AsyncDisposable {
	readonly environment: SessionEnvironment;
	previews: readonly Preview[] = [];
	readonly #parts: RunningParts;
	readonly #sync: FileSync;
	readonly #loop: SyncLoop;
	readonly #previews: PreviewShelf;
	#problem: unknown;

	private constructor(environment: SessionEnvironment, parts: RunningParts, sync: FileSync, remote: RemoteFiles) {
		this.environment = environment;
		this.#parts = parts;
		this.#sync = sync;
		this.#previews = parts.openPreviews((address, port) => environment.workspace.dial(address, port));
		this.#loop = new SyncLoop({ sync, files: parts.files, remote, onSettled: (error) => this.#settled(error) });
		environment.onDocker = parts.onActivity;
		environment.onStopped = parts.onStopped;
		environment.onPorts = (ports) => void this.#showPorts(ports);
	}

	/** Brings the files into the workspace, and follows all that happens from then on. */
	static async open(environment: SessionEnvironment, parts: RunningParts): Promise<RunningSession> {
		const { workspace } = environment;
		const remote = new RemoteFiles(workspace);
		const { files, store } = parts;
		const sync = await FileSync.open({ files, remote, memory: store.memory, workspace: workspace.container });
		await sync.settle();
		const running = new RunningSession(environment, parts, sync, remote);
		await environment.followPorts();
		return running;
	}

	get conflicts(): FileSync['conflicts'] {
		return this.#sync.conflicts;
	}

	/** What a person should know about the files; undefined when all is well. */
	get filesNote(): string | undefined {
		if (this.#problem !== undefined) return 'the files of the terminal cannot be read at the moment';
		const { leftOut } = this.#sync;
		if (leftOut === 0) return undefined;
		return `${leftOut} ${leftOut === 1 ? 'file' : 'files'} of the terminal too large, too many or not readable for the editor`;
	}

	/** The runner's folder has what the terminal wrote up to now, and the other way round. */
	settle(): Promise<void> {
		return this.#sync.settle();
	}

	/** Lets go of the environment, which goes on without it. */
	async detach(): Promise<void> {
		await this.#loop[Symbol.asyncDispose]();
		await this.#previews[Symbol.asyncDispose]();
	}

	/** Takes over what was written last, then removes the environment. */
	async [Symbol.asyncDispose](): Promise<void> {
		await this.#loop[Symbol.asyncDispose]();
		const { promise, resolve } = Promise.withResolvers<void>();
		const timer = setTimeout(resolve, lastSettleMilliseconds);
		const settled = this.#sync.settle().catch((error: unknown) => this.#parts.onFault(error));
		await Promise.race([settled, promise, this.environment.lost]);
		clearTimeout(timer);
		await this.#previews[Symbol.asyncDispose]();
		await this.environment[Symbol.asyncDispose]();
	}

	#settled(error: unknown): void {
		if (error !== undefined && this.#problem === undefined) this.#parts.onFault(error);
		this.#problem = error;
		this.#parts.onChange();
	}

	async #showPorts(ports: readonly PublishedPort[]): Promise<void> {
		try {
			this.previews = await this.#previews.show(ports);
			this.#parts.onChange();
		} catch (error) {
			this.#parts.onFault(error);
		}
	}
}

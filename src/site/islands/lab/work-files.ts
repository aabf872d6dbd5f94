/** Keeps the learner's files: saved soon after each change, never over somebody else's change, never lost. */
import type { Work } from '#protocol/api.ts';
import type { LabText } from '../../text/en/lab.ts';
import { asProblem } from '../api/as-problem.ts';
import { backoff } from '../api/backoff.ts';
import { ApiProblem } from '../api/request.ts';
import { Store } from '../store.ts';
import type { Drafts } from './drafts.ts';
import type { WorkApi } from './work-api.ts';
import { changeFile, findFile, readyState, refreshedState, unsavedFiles, type WorkState } from './work-state.ts';

/** Long enough not to save each letter, short enough that Build right after typing rarely waits. */
const saveAfterMilliseconds = 600;

interface Timers {
	set(run: () => void, milliseconds: number): unknown;
	clear(timer: unknown): void;
}

const browserTimers: Timers = {
	set: (run, milliseconds) => setTimeout(run, milliseconds),
	clear: (timer) => clearTimeout(timer as number),
};

export class WorkFiles {
	readonly state = new Store<WorkState>({ kind: 'loading' });
	readonly #api: WorkApi;
	readonly #drafts: Drafts;
	readonly #text: Pick<LabText, 'problems'>;
	readonly #timers: Timers;
	readonly #waiting = new Map<string, unknown>();
	readonly #saving = new Map<string, Promise<void>>();
	readonly #failures = new Map<string, number>();
	#refreshing: Promise<void> | undefined;
	/** Something changed while the files were being read. */
	#again = false;

	constructor(api: WorkApi, drafts: Drafts, text: Pick<LabText, 'problems'>, timers = browserTimers) {
		this.#api = api;
		this.#drafts = drafts;
		this.#text = text;
		this.#timers = timers;
	}

	/** Gives what the runner said besides, or undefined when it could not be read (the state then tells why). */
	async load(): Promise<Work | undefined> {
		if (this.state.value.kind === 'failed') this.state.set({ kind: 'loading' });
		try {
			const work = await this.#api.read();
			this.state.set(readyState(work, (path) => this.#drafts.find(path)));
			for (const file of unsavedFiles(this.state.value)) if (file.save.kind === 'waiting') this.#later(file.path, 0);
			return work;
		} catch (error) {
			this.state.set({ kind: 'failed', problem: asProblem(error, this.#text) });
			return undefined;
		}
	}

	edit(path: string, text: string): void {
		const file = findFile(this.state.value, path);
		if (file === undefined || !file.editable || file.text === text) return;
		this.#drafts.keep(path, { text, baseVersion: file.version });
		const conflict = file.save.kind === 'conflict';
		this.state.update((state) => changeFile(state, path, conflict ? { text } : { text, save: { kind: 'waiting' } }));
		if (!conflict) this.#later(path, saveAfterMilliseconds);
	}

	/** Puts a text into a file, in the editor too, which can undo it. Gives the text before; undefined when it may not be. */
	apply(path: string, text: string): string | undefined {
		const file = findFile(this.state.value, path);
		if (file === undefined || !file.editable) return undefined;
		this.edit(path, text);
		this.state.update((state) => changeFile(state, path, { replaced: file.replaced + 1, undoable: true }));
		return file.text;
	}

	/** Takes up what changed elsewhere; a text that is not saved yet is kept beside it. Never rejects. */
	async refresh(): Promise<void> {
		if (this.#refreshing !== undefined) {
			this.#again = true;
			return this.#refreshing;
		}
		this.#refreshing = this.#refreshAll();
		await this.#refreshing;
		this.#refreshing = undefined;
	}

	async #refreshAll(): Promise<void> {
		do {
			this.#again = false;
			// What is being saved has no version yet to compare with.
			await Promise.all(this.#saving.values());
			const work = await this.#api.read().catch(() => undefined);
			if (work === undefined || this.state.value.kind !== 'ready') return;
			if (this.#saving.size > 0) this.#again = true;
			else this.state.update((state) => refreshedState(state, work));
		} while (this.#again);
	}

	/** Saves what waits, now. True when everything is saved. */
	async flush(): Promise<boolean> {
		for (const file of unsavedFiles(this.state.value)) if (file.save.kind !== 'conflict') await this.#save(file.path);
		return unsavedFiles(this.state.value).length === 0;
	}

	/** Ends a conflict with the learner's own text. */
	async keepMine(path: string): Promise<void> {
		const file = findFile(this.state.value, path);
		if (file?.save.kind !== 'conflict') return;
		const { version } = file.save.theirs;
		this.#drafts.keep(path, { text: file.text, baseVersion: version });
		this.state.update((state) => changeFile(state, path, { version, save: { kind: 'waiting' } }));
		await this.#save(path);
	}

	/** Ends a conflict with the text that the runner has. */
	takeTheirs(path: string): void {
		const file = findFile(this.state.value, path);
		if (file?.save.kind !== 'conflict') return;
		const { text, version } = file.save.theirs;
		this.#drafts.drop(path);
		const change = { text, version, save: { kind: 'saved' }, replaced: file.replaced + 1, undoable: true } as const;
		this.state.update((state) => changeFile(state, path, change));
	}

	/** Puts the starter back. Throws ApiProblem or Unreachable. */
	async reset(): Promise<void> {
		await this.#begin(() => this.#api.reset());
	}

	/** Takes the runner's files as they are; the caller has made sure that nothing here counts any more. Throws as `reset`. */
	async reload(): Promise<void> {
		await this.#begin(() => this.#api.read());
	}

	async #begin(ask: () => Promise<Work>): Promise<void> {
		for (const timer of this.#waiting.values()) this.#timers.clear(timer);
		this.#waiting.clear();
		await Promise.all(this.#saving.values());
		const work = await ask();
		const before = this.state.value;
		for (const file of work.files) this.#drafts.drop(file.path);
		const replaced = before.kind === 'ready' ? Math.max(0, ...before.files.map((file) => file.replaced)) + 1 : 0;
		this.state.set(readyState(work, () => undefined, replaced));
	}

	#later(path: string, milliseconds: number): void {
		this.#timers.clear(this.#waiting.get(path));
		this.#waiting.set(
			path,
			this.#timers.set(() => void this.#save(path), milliseconds),
		);
	}

	/** One save of a file after the other: a second one at the same time would carry an old version. */
	async #save(path: string): Promise<void> {
		this.#timers.clear(this.#waiting.get(path));
		this.#waiting.delete(path);
		const turn = (this.#saving.get(path) ?? Promise.resolve()).then(() => this.#saveOnce(path));
		this.#saving.set(path, turn);
		await turn;
		if (this.#saving.get(path) === turn) this.#saving.delete(path);
	}

	async #saveOnce(path: string): Promise<void> {
		const file = findFile(this.state.value, path);
		if (file === undefined || file.save.kind === 'saved' || file.save.kind === 'conflict') return;
		const { text, version } = file;
		this.state.update((state) => changeFile(state, path, { save: { kind: 'saving' } }));
		try {
			const saved = await this.#api.save(path, text, version);
			this.#failures.delete(path);
			const now = findFile(this.state.value, path);
			const typedOn = now !== undefined && now.text !== text;
			if (typedOn) this.#drafts.keep(path, { text: now.text, baseVersion: saved.version });
			else this.#drafts.drop(path);
			const save = typedOn ? ({ kind: 'waiting' } as const) : ({ kind: 'saved' } as const);
			this.state.update((state) => changeFile(state, path, { version: saved.version, save }));
		} catch (error) {
			await this.#saveFailed(path, error);
		}
	}

	async #saveFailed(path: string, error: unknown): Promise<void> {
		if (error instanceof ApiProblem && error.problem.code === 'work-conflict') {
			const theirs = (await this.#api.read().catch(() => undefined))?.files.find((file) => file.path === path);
			if (theirs !== undefined) {
				this.state.update((state) => changeFile(state, path, { save: { kind: 'conflict', theirs } }));
				return;
			}
		}
		const failures = (this.#failures.get(path) ?? 0) + 1;
		this.#failures.set(path, failures);
		const save = { kind: 'retrying', message: asProblem(error, this.#text).detail } as const;
		this.state.update((state) => changeFile(state, path, { save }));
		this.#later(path, backoff(failures));
	}
}

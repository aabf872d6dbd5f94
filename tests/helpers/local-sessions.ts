/** Sessions without an engine: their terminals are shells of this machine; a test says what else becomes of them. */
import type { SessionEvent, SessionView } from '#protocol/session-view.ts';
import type { LabSession, SessionShelf } from '#runner/dependencies.ts';
import type { Shell } from '#session/shell.ts';
import { Terminal } from '#session/terminal/terminal.ts';

export class LocalSession implements LabSession {
	readonly #terminals = new Map<string, Terminal>();
	readonly #listeners = new Set<(event: SessionEvent) => void>();
	readonly #openShell: () => Promise<Shell>;
	readonly #resetFiles: () => Promise<void>;
	#view: SessionView;
	#opened = 0;

	constructor(lab: string, openShell: () => Promise<Shell>, resetFiles: () => Promise<void>) {
		this.#openShell = openShell;
		this.#resetFiles = resetFiles;
		const startedAt = new Date().toISOString();
		this.#view = { lab, state: 'ready', step: '', terminals: [], previews: [], startedAt, conflicts: [] };
	}

	view(): SessionView {
		return this.#view;
	}

	/** Told to every page at once. */
	change(change: Partial<SessionView>): void {
		this.#view = { ...this.#view, ...change };
		this.#tell({ kind: 'session', session: this.#view });
	}

	filesChanged(paths: readonly string[]): void {
		this.#tell({ kind: 'files', paths: [...paths] });
	}

	#tell(event: SessionEvent): void {
		for (const listener of [...this.#listeners]) listener(event);
	}

	subscribe(listener: (event: SessionEvent) => void): Disposable {
		this.#listeners.add(listener);
		return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
	}

	terminal(id: string): Terminal | undefined {
		return this.#terminals.get(id);
	}

	async openTerminal(): Promise<string> {
		this.#opened += 1;
		const id = `t${this.#opened}`;
		const title = `Terminal ${this.#opened}`;
		const shell = await this.#openShell();
		this.#terminals.set(id, new Terminal(shell, { columns: 80, rows: 24 }));
		const alive = (yes: boolean) =>
			this.#view.terminals.map((each) => (each.id === id ? { ...each, alive: yes } : each));
		void shell.ended.then(() => this.change({ terminals: alive(false) }));
		this.change({ terminals: [...this.#view.terminals, { id, title, alive: true }] });
		return id;
	}

	async closeTerminal(id: string): Promise<void> {
		const terminal = this.#terminals.get(id);
		this.#terminals.delete(id);
		this.change({ terminals: this.#view.terminals.filter((each) => each.id !== id) });
		await terminal?.[Symbol.asyncDispose]();
	}

	async settle(): Promise<void> {
		// Editor and terminal work in one folder.
	}

	extend(): void {
		const { warnsAt: _, idleEndsAt: __, ...rest } = this.#view;
		this.#view = rest;
		this.change({});
	}

	async reset(): Promise<void> {
		await this.#closeAll();
		await this.#resetFiles();
		this.change({ startedAt: new Date().toISOString(), previews: [], conflicts: [] });
	}

	async end(): Promise<void> {
		await this.#closeAll();
		this.change({ state: 'ended', previews: [] });
	}

	async #closeAll(): Promise<void> {
		const all = [...this.#terminals.values()];
		this.#terminals.clear();
		this.change({ terminals: [] });
		for (const terminal of all) await terminal[Symbol.asyncDispose]();
	}
}

export class LocalSessions implements SessionShelf {
	/** What the next session begins with. */
	starting: Partial<SessionView> = {};
	#session: LocalSession | undefined;
	readonly #make: (lab: string) => LocalSession;

	constructor(make: (lab: string) => LocalSession) {
		this.#make = make;
	}

	get current(): LocalSession | undefined {
		return this.#session;
	}

	open(lab: string): LocalSession {
		const state = this.#session?.view().state;
		if (this.#session === undefined || state === 'ended' || state === 'failed') {
			this.#session = this.#make(lab);
			this.#session.change(this.starting);
		}
		return this.#session;
	}

	find(): LocalSession | undefined {
		return this.#session;
	}

	list(): readonly LocalSession[] {
		return this.#session === undefined ? [] : [this.#session];
	}

	async end(): Promise<void> {
		const ended = this.#session;
		this.#session = undefined;
		await ended?.end();
	}
}

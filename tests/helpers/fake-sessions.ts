/** Sessions in memory, whose terminals are fake shells. */
import type { SessionEvent, SessionView } from '#protocol/session-view.ts';
import type { LabSession, SessionShelf } from '#runner/dependencies.ts';
import { Terminal } from '#session/terminal/terminal.ts';
import { FakeShell } from './fake-shell.ts';

export class FakeSession implements LabSession {
	readonly shells = new Map<string, FakeShell>();
	readonly calls: string[] = [];
	readonly #terminals = new Map<string, Terminal>();
	readonly #listeners = new Set<(event: SessionEvent) => void>();
	#opened = 0;
	#view: SessionView;

	constructor(lab: string) {
		this.#view = {
			lab,
			state: 'ready',
			step: 'ready',
			terminals: [],
			previews: [],
			startedAt: '2026-11-21T08:00:00.000Z',
			conflicts: [],
		};
	}

	get listeners(): number {
		return this.#listeners.size;
	}

	view(): SessionView {
		const terminals = [...this.#terminals].map(([id, { state }]) => {
			return { id, title: `Terminal ${id.slice(1)}`, alive: state.state !== 'ended' };
		});
		return { ...this.#view, terminals };
	}

	change(changes: Partial<SessionView>): void {
		this.#view = { ...this.#view, ...changes };
		this.tell({ kind: 'session', session: this.view() });
	}

	tell(event: SessionEvent): void {
		for (const listener of this.#listeners) listener(event);
	}

	async openTerminal(): Promise<string> {
		this.#opened += 1;
		const id = `t${this.#opened}`;
		const shell = new FakeShell();
		this.shells.set(id, shell);
		this.#terminals.set(id, new Terminal(shell, { columns: 80, rows: 24, firstPosition: 0 }));
		return id;
	}

	terminal(id: string): Terminal | undefined {
		return this.#terminals.get(id);
	}

	async closeTerminal(id: string): Promise<void> {
		await this.#terminals.get(id)?.[Symbol.asyncDispose]();
		this.#terminals.delete(id);
	}

	subscribe(listener: (event: SessionEvent) => void): Disposable {
		this.#listeners.add(listener);
		return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
	}

	/** How often it was asked to have the files of both sides. */
	settled = 0;

	async settle(): Promise<void> {
		this.settled += 1;
	}

	extend(): void {
		this.calls.push('extend');
	}

	async reset(): Promise<void> {
		this.calls.push('reset');
		this.change({ step: 'reset' });
	}

	async end(): Promise<void> {
		for (const id of this.#terminals.keys()) await this.closeTerminal(id);
		this.change({ state: 'ended' });
	}
}

export class FakeSessions implements SessionShelf {
	readonly #sessions = new Map<string, FakeSession>();

	async open(lab: string): Promise<FakeSession> {
		const session = this.#sessions.get(lab) ?? new FakeSession(lab);
		this.#sessions.set(lab, session);
		return session;
	}

	put(session: FakeSession): void {
		this.#sessions.set(session.view().lab, session);
	}

	find(lab: string): FakeSession | undefined {
		return this.#sessions.get(lab);
	}

	list(): readonly FakeSession[] {
		return [...this.#sessions.values()];
	}

	async end(lab: string): Promise<void> {
		await this.#sessions.get(lab)?.end();
		this.#sessions.delete(lab);
	}
}

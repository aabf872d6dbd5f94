/** The terminals of one session: their shells may be replaced, their records stay. */
import { UserError } from '#errors';
import type { SessionView } from '#protocol/session-view.ts';
import type { SessionWorkspace } from './session-parts.ts';
import type { SessionRecord } from './session-store.ts';
import { Terminal } from './terminal/terminal.ts';
import type { TerminalRecord } from './terminal/terminal-record.ts';

/** Until a page says how large it is. */
const firstSize = { columns: 80, rows: 24 };
/** A person has few; each holds its record. The page's route refuses earlier. */
const mostTerminals = 16;

export interface TerminalsParts {
	/** Something that pages show has changed. */
	readonly onChange: () => void;
	/** Somebody types, or a command has begun or ended. */
	readonly onActivity: () => void;
}

interface Seat {
	readonly title: string;
	readonly terminal: Terminal;
}

export class SessionTerminals {
	readonly #parts: TerminalsParts;
	readonly #seats = new Map<string, Seat>();
	#opened = 0;

	constructor(parts: TerminalsParts) {
		this.#parts = parts;
	}

	get views(): SessionView['terminals'] {
		return [...this.#seats].map(([id, { title, terminal }]) => ({
			id,
			title,
			alive: terminal.state.state !== 'ended',
		}));
	}

	/** What they show, with all that was printed up to now. */
	async records(): Promise<SessionRecord['terminals']> {
		return await Promise.all(
			[...this.#seats].map(async ([id, { title, terminal }]) => ({ id, title, record: await terminal.record() })),
		);
	}

	find(id: string): Terminal | undefined {
		return this.#seats.get(id)?.terminal;
	}

	/** Opens one more and gives its id. Throws UserError `request-invalid` when there are too many. */
	async open(workspace: SessionWorkspace): Promise<string> {
		if (this.#seats.size >= mostTerminals) {
			throw new UserError(
				'request-invalid',
				`The session has ${mostTerminals} terminals already.`,
				'Close one that you do not need.',
			);
		}
		this.#opened += 1;
		const id = `t${this.#opened}`;
		await this.#add(workspace, id, `Terminal ${this.#opened}`);
		return id;
	}

	/** Opens the terminals of an earlier run again, each with what it had shown. */
	async restore(workspace: SessionWorkspace, records: SessionRecord['terminals']): Promise<void> {
		for (const { id, title, record } of records) {
			this.#opened = Math.max(this.#opened, Number(id.slice(1)) || 0);
			await this.#add(workspace, id, title, record);
		}
	}

	async close(id: string): Promise<void> {
		const seat = this.#seats.get(id);
		this.#seats.delete(id);
		await seat?.terminal[Symbol.asyncDispose]();
		this.#parts.onChange();
	}

	/** Lets go of all of them; pages are told why. */
	async closeAll(closing: Parameters<Terminal['close']>[0]): Promise<void> {
		const seats = [...this.#seats.values()];
		this.#seats.clear();
		await Promise.all(seats.map(({ terminal }) => terminal.close(closing)));
	}

	async #add(workspace: SessionWorkspace, id: string, title: string, restored?: TerminalRecord): Promise<void> {
		const size = restored === undefined ? firstSize : { columns: restored.columns, rows: restored.rows };
		const shell = await workspace.openShell(size, { greeting: restored === undefined });
		const terminal = new Terminal(shell, {
			...size,
			...(restored && { restored }),
			onTyped: this.#parts.onActivity,
			onState: () => this.#stateChanged(id),
		});
		this.#seats.set(id, { title, terminal });
		this.#parts.onChange();
	}

	#stateChanged(id: string): void {
		this.#parts.onActivity();
		if (this.#seats.get(id)?.terminal.state.state === 'ended') this.#parts.onChange();
	}
}

/** The terminals of the session as tabs: which there are, and which one is shown. */
import type { SessionView } from '#protocol/session-view.ts';
import type { LabText } from '../../text/en/lab.ts';
import { asProblem } from '../api/as-problem.ts';
import { Store } from '../store.ts';
import type { LabSession } from './lab-session.ts';
import { TerminalSeat } from './terminal-seat.ts';

/** Why a terminal could not be opened or closed. */
export interface TerminalsProblem {
	readonly message: string;
	readonly hint: string;
}

export class Terminals {
	readonly seats = new Store<readonly TerminalSeat[]>([]);
	readonly active = new Store<TerminalSeat | undefined>(undefined);
	readonly problem = new Store<TerminalsProblem | undefined>(undefined);
	readonly #session: LabSession;
	readonly #text: Pick<LabText, 'problems'>;
	/** A terminal was asked for: the next one that appears is shown. */
	#asked = false;
	/** The next one that appears takes the keyboard. */
	#focus = false;
	#preferred: string | undefined;
	/** The session whose first terminal this page has seen to; what the learner closes stays closed. */
	#provided: string | undefined;

	constructor(session: LabSession, text: Pick<LabText, 'problems'>) {
		this.#session = session;
		this.#text = text;
		session.state.subscribe(() => this.#follow(session.view));
	}

	/** The one to begin with, by its key, where it is still there. */
	prefer(key: string): void {
		this.#preferred = key;
	}

	/** Opens one when the session has none yet. */
	provide(): void {
		const view = this.#session.view;
		if (view?.state !== 'ready' || this.#provided === view.startedAt) return;
		this.#provided = view.startedAt;
		if (view.terminals.length === 0) void this.open();
	}

	/** Opens another one. `focus`: who asked for it wants to type in it. */
	async open(focus = false): Promise<void> {
		if (this.#asked) return;
		this.#asked = true;
		this.#focus ||= focus;
		if (!(await this.#try(() => this.#session.api.openTerminal()))) this.#asked = false;
	}

	/** Brings the keyboard to the terminal that is shown, or to the first one as soon as it is there. */
	focus(): void {
		if (this.active.value === undefined) this.#focus = true;
		else this.active.value.focusWanted.set(true);
	}

	/** The next terminal that appears takes the keyboard. */
	focusNext(): void {
		this.#focus = true;
	}

	async close(seat: TerminalSeat): Promise<void> {
		await this.#try(() => this.#session.api.closeTerminal(seat.id));
	}

	/** Tries the lines that broke again, now: whoever they lead to has answered elsewhere. */
	reconnect(): void {
		for (const seat of this.seats.value) if (seat.line.value.kind === 'dropped') seat.live.value?.reconnect();
	}

	async #try(change: () => Promise<void>): Promise<boolean> {
		this.problem.set(undefined);
		try {
			await change();
			return true;
		} catch (error) {
			const { detail, hint } = asProblem(error, this.#text);
			this.problem.set({ message: detail, hint });
			return false;
		}
	}

	#follow(view: SessionView | undefined): void {
		if (view === undefined) return;
		const known = new Map(this.seats.value.map((seat) => [seat.key, seat]));
		const seats = view.terminals.map(({ id, title }) => {
			const key = `${view.startedAt} ${id}`;
			return known.get(key) ?? new TerminalSeat(key, id, title);
		});
		const fresh = seats.find(({ key }) => !known.has(key));
		const same = seats.length === known.size && fresh === undefined;
		if (same) return;
		const active = this.active.value;
		const next = this.#asked && fresh !== undefined ? fresh : this.#stillThere(seats, active);
		if (fresh !== undefined) {
			if (this.#focus) next?.focusWanted.set(true);
			this.#asked = false;
			this.#focus = false;
		}
		this.seats.set(seats);
		this.active.set(next);
	}

	/** The active one, or the one that stood beside it. */
	#stillThere(seats: readonly TerminalSeat[], active: TerminalSeat | undefined): TerminalSeat | undefined {
		if (active !== undefined && seats.includes(active)) return active;
		const preferred = active === undefined && seats.find(({ key }) => key === this.#preferred);
		if (preferred) return preferred;
		const at = active === undefined ? 0 : this.seats.value.indexOf(active);
		return seats[Math.min(Math.max(at, 0), seats.length - 1)];
	}
}

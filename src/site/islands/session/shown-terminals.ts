/** A terminal to type into, whatever it takes: the tab is shown, the session started, a shell opened. */
import type { ShellState } from '#protocol/terminal.ts';
import type { LabText } from '../../text/en/lab.ts';
import type { Store } from '../store.ts';
import { until } from '../until.ts';
import { type BlockTerminals, NoTerminal } from './block-runs.ts';
import type { LabSession, SessionState } from './lab-session.ts';
import type { LineState } from './line-state.ts';
import type { TerminalSeat } from './terminal-seat.ts';
import type { Terminals } from './terminals.ts';

/** A workspace that has to be made first takes seconds; a minute means that something is wrong. */
const patienceMilliseconds = 60_000;

export class ShownTerminals implements BlockTerminals {
	readonly seats: Store<readonly TerminalSeat[]>;
	readonly #session: LabSession;
	readonly #terminals: Terminals;
	readonly #show: () => void;
	readonly #words: LabText['session']['blocks'];
	readonly #signal: AbortSignal;

	constructor(
		session: LabSession,
		terminals: Terminals,
		show: () => void,
		words: LabText['session']['blocks'],
		signal: AbortSignal,
	) {
		this.seats = terminals.seats;
		this.#session = session;
		this.#terminals = terminals;
		this.#show = show;
		this.#words = words;
		this.#signal = signal;
	}

	async ready(): Promise<TerminalSeat> {
		this.#show();
		await this.#sessionReady();
		this.#terminals.provide();
		if (!this.#terminals.seats.value.some(isUsable)) void this.#terminals.open();
		const active = this.#terminals.active.value;
		const known = active !== undefined && isUsable(active) ? active : this.#terminals.seats.value.findLast(isUsable);
		return this.#up(known ?? (await this.#next(new Set(this.#terminals.seats.value))));
	}

	async another(): Promise<TerminalSeat> {
		this.#show();
		await this.#sessionReady();
		const before = new Set(this.#terminals.seats.value);
		void this.#terminals.open();
		return this.#up(await this.#next(before));
	}

	async #sessionReady(): Promise<void> {
		const { state } = this.#session;
		if (state.value.kind !== 'asking' && this.#session.view?.state !== 'ready') void this.#session.start();
		const outcome = await this.#patiently(state, (each) => sessionOutcome(each, this.#words), this.#words.notReady);
		if (outcome !== 'ready') throw outcome;
	}

	async #next(before: ReadonlySet<TerminalSeat>): Promise<TerminalSeat> {
		const fresh = (seats: readonly TerminalSeat[]) => seats.find((seat) => !before.has(seat));
		return this.#patiently(this.#terminals.seats, fresh, this.#words.noneOpened);
	}

	/** Shown, connected, and at its first prompt or beyond it. */
	async #up(seat: TerminalSeat): Promise<TerminalSeat> {
		this.#terminals.active.set(seat);
		const why = this.#words.noAnswer(seat.title);
		await this.#patiently(seat.live, (live) => live, why);
		await this.#patiently(seat.line, (line: LineState) => (line.kind === 'open' ? true : undefined), why);
		await this.#patiently(seat.shell, (shell: ShellState) => (shell.state === 'starting' ? undefined : true), why);
		return seat;
	}

	async #patiently<T, R>(store: Store<T>, wanted: (value: T) => R | undefined, why: string): Promise<R> {
		const signal = AbortSignal.any([this.#signal, AbortSignal.timeout(patienceMilliseconds)]);
		return until(store, wanted, signal).catch((error: unknown) => {
			if (this.#signal.aborted) throw error;
			throw new NoTerminal(why, this.#words.lookThere);
		});
	}
}

function isUsable(seat: TerminalSeat): boolean {
	return seat.shell.value.state !== 'ended' && seat.line.value.kind !== 'closed';
}

function sessionOutcome(state: SessionState, words: LabText['session']['blocks']): 'ready' | NoTerminal | undefined {
	if (state.kind === 'refused') return new NoTerminal(state.message, state.hint);
	if (state.kind !== 'known') return undefined;
	const { session } = state;
	if (session.state === 'ready') return 'ready';
	if (session.state === 'starting') return undefined;
	const { message, hint } = session.problem ?? { message: words.ended, hint: words.pressRun };
	return new NoTerminal(message, hint);
}

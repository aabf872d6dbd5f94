/** What the Run buttons of a lesson do, and what became of each. The page names a block; only the runner knows its command. */
import type { RunBlock, ShellState } from '#protocol/terminal.ts';
import type { LabText } from '../../text/en/lab.ts';
import { pause } from '../api/backoff.ts';
import { Store } from '../store.ts';
import { until } from '../until.ts';
import type { TerminalSeat } from './terminal-seat.ts';

export type BlockRun =
	| { readonly kind: 'idle' }
	/** There is no terminal yet, or its shell has not come up. */
	| { readonly kind: 'opening' }
	| { readonly kind: 'running'; readonly since: number; readonly terminal: string }
	| { readonly kind: 'done'; readonly exitCode: number; readonly milliseconds: number }
	/** It was not typed. `busy`: because a program runs there. */
	| { readonly kind: 'refused'; readonly message: string; readonly hint: string; readonly busy?: TerminalSeat };

export interface BlockTerminals {
	/** Shows a terminal, opening one where there is none. Rejects with what to tell when there can be none. */
	ready(): Promise<TerminalSeat>;
	/** Opens another one and shows it. */
	another(): Promise<TerminalSeat>;
	readonly seats: Store<readonly TerminalSeat[]>;
}

/** Why there is no terminal to type into, for a learner. */
export class NoTerminal extends Error {
	override readonly name = 'NoTerminal';
	readonly hint: string;

	constructor(message: string, hint: string) {
		super(message);
		this.hint = hint;
	}
}

/** A program that takes Ctrl+C ends long before; one that does not is better left alone. */
const interruptMilliseconds = 5000;

/** A prompt that is there already is drawn anew after Ctrl+C, and says nothing of it. */
const settleMilliseconds = 200;

const idle: BlockRun = { kind: 'idle' };
const keyOf = ({ lesson, block }: RunBlock) => `${lesson}#${block}`;

export class BlockRuns {
	readonly #terminals: BlockTerminals;
	readonly #words: LabText['session']['blocks'];
	readonly #signal: AbortSignal;
	readonly #runs = new Map<string, Store<BlockRun>>();
	readonly #watched = new Set<TerminalSeat>();

	constructor(terminals: BlockTerminals, words: LabText['session']['blocks'], signal: AbortSignal) {
		this.#terminals = terminals;
		this.#words = words;
		this.#signal = signal;
		terminals.seats.subscribe(() => {
			for (const seat of terminals.seats.value) this.#watch(seat);
		});
	}

	of(block: RunBlock): Store<BlockRun> {
		const key = keyOf(block);
		const found = this.#runs.get(key) ?? new Store<BlockRun>(idle);
		this.#runs.set(key, found);
		return found;
	}

	/**
	 * Types the block's command into the terminal that is shown, and goes there when `focus` is wanted. Never rejects; the
	 * block's state tells.
	 */
	async run(block: RunBlock, focus = false): Promise<void> {
		await this.#attempt(block, async () => {
			const seat = await this.#terminals.ready();
			seat.focusWanted.set(focus);
			return seat;
		});
	}

	async runInAnother(block: RunBlock, focus = false): Promise<void> {
		await this.#attempt(block, async () => {
			const seat = await this.#terminals.another();
			seat.focusWanted.set(focus);
			return seat;
		});
	}

	/** Stops the program in that terminal by Ctrl+C, and types the command once the prompt is back. */
	async interruptAndRun(block: RunBlock, seat: TerminalSeat, focus = false): Promise<void> {
		await this.#attempt(block, async () => {
			seat.live.value?.interrupt();
			const patience = AbortSignal.any([this.#signal, AbortSignal.timeout(interruptMilliseconds)]);
			await pause(settleMilliseconds, this.#signal);
			await until(seat.shell, atPrompt, patience).catch(() => {
				throw new NoTerminal(this.#words.didNotStop(seat.title), this.#words.endIt);
			});
			seat.focusWanted.set(focus);
			return seat;
		});
	}

	/** Takes a note away that was read. */
	dismiss(block: RunBlock): void {
		this.of(block).set(idle);
	}

	async #attempt(block: RunBlock, terminal: () => Promise<TerminalSeat>): Promise<void> {
		const state = this.of(block);
		if (state.value.kind === 'opening') return;
		state.set({ kind: 'opening' });
		try {
			await this.#ask(block, await terminal());
		} catch (error) {
			if (this.#signal.aborted) return;
			if (!(error instanceof NoTerminal)) throw error;
			state.set({ kind: 'refused', message: error.message, hint: error.hint });
		}
	}

	async #ask(block: RunBlock, seat: TerminalSeat): Promise<void> {
		const state = this.of(block);
		this.#watch(seat);
		const answer = await seat.live.value?.run(block);
		if (answer === undefined) {
			state.set({ kind: 'refused', message: this.#words.lineBroke, hint: this.#words.pressRunWhenBack });
			return;
		}
		const { outcome, message, hint } = answer;
		if (outcome !== 'typed') state.set({ kind: 'refused', message, hint, ...(outcome === 'busy' && { busy: seat }) });
		// The shell's own word may have been faster than the answer.
		else if (state.value.kind === 'opening') this.#started(state, seat);
	}

	#started(state: Store<BlockRun>, seat: TerminalSeat): void {
		state.set({ kind: 'running', since: Date.now(), terminal: seat.title });
	}

	/** The shell says which block it runs, also one that another page or an earlier visit began. */
	#watch(seat: TerminalSeat): void {
		if (this.#watched.has(seat)) return;
		this.#watched.add(seat);
		let running: string | undefined;
		seat.shell.subscribe(() => {
			const shell = seat.shell.value;
			const now = shell.state === 'running' ? shell.block : undefined;
			if (now !== undefined && now !== running) this.#started(this.#stateOf(now), seat);
			if (shell.state === 'prompt' && shell.last?.block !== undefined) {
				const { exitCode, milliseconds, block } = shell.last;
				this.#stateOf(block).set({ kind: 'done', exitCode, milliseconds });
			} else if (now === undefined && running !== undefined) this.#stateOf(running).set(idle);
			running = now;
		});
	}

	#stateOf(key: string): Store<BlockRun> {
		const at = key.indexOf('#');
		return this.of({ lesson: key.slice(0, at), block: key.slice(at + 1) });
	}
}

function atPrompt(shell: ShellState): true | undefined {
	return shell.state === 'prompt' ? true : undefined;
}

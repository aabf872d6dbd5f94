/** Where the preparation of each base stands: what a terminal and `/api/health` show. */

export interface BaseState {
	readonly reference: string;
	readonly state: 'present' | 'waiting' | 'preparing' | 'failed';
	/** `offline`: made here from packages; `registry`: pulled by us; `user`: was there before us. */
	readonly origin: 'offline' | 'registry' | 'user' | 'unknown';
	/** What is going on, or what was done last. */
	readonly step: string;
	/** Bytes fetched so far; the size that the engine reports when present. */
	readonly bytes: number;
	/** Time spent on it in this run, without waiting. */
	readonly milliseconds: number;
	readonly problem?: { readonly message: string; readonly hint: string };
}

export type OnStates = (states: readonly BaseState[]) => void;

/** The states of one run, in the order in which the bases are worked on. */
export class StateBook {
	readonly #states = new Map<string, BaseState>();
	readonly #onStates: OnStates;

	constructor(onStates: OnStates) {
		this.#onStates = onStates;
	}

	get all(): readonly BaseState[] {
		return [...this.#states.values()];
	}

	find(reference: string): BaseState | undefined {
		return this.#states.get(reference);
	}

	/** Adds a base, or changes what is known of it. */
	set(reference: string, change: Partial<Omit<BaseState, 'reference'>>): void {
		const before = this.#states.get(reference) ?? newState(reference);
		this.#states.set(reference, { ...before, ...change });
		this.#onStates(this.all);
	}
}

function newState(reference: string): BaseState {
	return { reference, state: 'waiting', origin: 'unknown', step: 'waiting', bytes: 0, milliseconds: 0 };
}

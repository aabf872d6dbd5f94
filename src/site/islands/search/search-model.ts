/** What the search knows: the words, and what became of looking for them. */
import { Store } from '../store.ts';
import type { Hits } from './pagefind-index.ts';

export type SearchState =
	| { readonly kind: 'empty' }
	/** `slow`: it takes long enough to say so. */
	| { readonly kind: 'searching'; readonly slow: boolean }
	| { readonly kind: 'found'; readonly words: string; readonly found: Hits }
	| { readonly kind: 'failed' };

interface Index {
	find(words: string): Promise<Hits>;
}

/** Nobody notices a shorter wait. */
const slowMilliseconds = 150;

export class SearchModel {
	readonly state = new Store<SearchState>({ kind: 'empty' });
	readonly #load: () => Promise<Index>;
	#index: Promise<Index> | undefined;
	/** The search that counts is the last one that was asked for. */
	#asked = 0;

	constructor(load: () => Promise<Index>) {
		this.#load = load;
	}

	/** Never rejects; the state tells. What was found before stays until there is something new. */
	async look(words: string): Promise<void> {
		const wanted = words.trim();
		this.#asked += 1;
		const mine = this.#asked;
		if (wanted === '') {
			this.state.set({ kind: 'empty' });
			return;
		}
		const slow = setTimeout(() => this.#searching(mine, true), slowMilliseconds);
		if (this.state.value.kind !== 'found') this.#searching(mine, false);
		try {
			const found = await (await this.#loaded()).find(wanted);
			if (mine === this.#asked) this.state.set({ kind: 'found', words: wanted, found });
		} catch {
			// Whatever it was, the next try begins with the loading.
			this.#index = undefined;
			if (mine === this.#asked) this.state.set({ kind: 'failed' });
		} finally {
			clearTimeout(slow);
		}
	}

	#loaded(): Promise<Index> {
		this.#index ??= this.#load();
		return this.#index;
	}

	#searching(mine: number, slow: boolean): void {
		if (mine === this.#asked) this.state.set({ kind: 'searching', slow });
	}
}

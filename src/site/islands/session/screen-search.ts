/** Finding text in a terminal. */
import { SearchAddon } from '@xterm/addon-search';
import type { Terminal } from '@xterm/xterm';
import { Store } from '../store.ts';
import { searchColours } from './terminal-theme.ts';

export interface Found {
	/** Counted from 1; 0 when none is marked. */
	readonly at: number;
	readonly count: number;
}

export class ScreenSearch {
	/** Undefined while nothing is looked for. */
	readonly found = new Store<Found | undefined>(undefined);
	readonly #addon = new SearchAddon();
	readonly #host: HTMLElement;
	#text = '';

	constructor(terminal: Terminal, host: HTMLElement) {
		this.#host = host;
		terminal.loadAddon(this.#addon);
		this.#addon.onDidChangeResults(({ resultIndex, resultCount }) => {
			if (this.#text !== '') this.found.set({ at: resultIndex + 1, count: resultCount });
		});
	}

	/** `incremental`: goes on from where it is as long as that fits, as while typing. */
	look(text: string, direction: 'next' | 'previous', incremental = false): void {
		this.#text = text;
		if (text === '') {
			this.end();
			return;
		}
		const options = { incremental, decorations: searchColours(this.#host) };
		const found = direction === 'next' ? this.#addon.findNext(text, options) : this.#addon.findPrevious(text, options);
		if (!found) this.found.set({ at: 0, count: 0 });
	}

	recolour(): void {
		if (this.#text !== '') this.look(this.#text, 'next', true);
	}

	end(): void {
		this.#text = '';
		this.#addon.clearDecorations();
		this.found.set(undefined);
	}
}

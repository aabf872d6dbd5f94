/** Finding text in a terminal. */
import { SearchAddon } from '@xterm/addon-search';
import type { IMarker, Terminal } from '@xterm/xterm';
import { Store } from '../store.ts';
import { searchColours } from './terminal-theme.ts';

export interface Found {
	/** Counted from 1; 0 when none is marked. */
	readonly at: number;
	readonly count: number;
}

/** What is marked as found: a selection, which goes when the terminal gets another number of rows. */
interface Mark {
	/** Follows its line when older ones go. */
	readonly line: IMarker;
	readonly column: number;
	/** Columns that the found text takes: more than its characters, where these are wide. */
	readonly length: number;
	/** Columns of the terminal. */
	readonly columns: number;
}

export class ScreenSearch {
	/** Undefined while nothing is looked for. */
	readonly found = new Store<Found | undefined>(undefined);
	readonly #addon = new SearchAddon();
	readonly #host: HTMLElement;
	readonly #terminal: Terminal;
	#text = '';
	#mark: Mark | undefined;

	constructor(terminal: Terminal, host: HTMLElement) {
		this.#host = host;
		this.#terminal = terminal;
		terminal.loadAddon(this.#addon);
		this.#addon.onDidChangeResults(({ resultIndex, resultCount }) => {
			if (this.#text !== '') this.found.set({ at: resultIndex + 1, count: resultCount });
		});
		// Told first, before the terminal takes the selection away.
		terminal.onResize(({ cols }) => queueMicrotask(() => this.#markAgain(cols)));
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
		this.#keepMark();
	}

	recolour(): void {
		if (this.#text !== '') this.look(this.#text, 'next', true);
	}

	end(): void {
		this.#text = '';
		this.#keepMark();
		this.#addon.clearDecorations();
		this.found.set(undefined);
	}

	#keepMark(): void {
		this.#mark?.line.dispose();
		this.#mark = undefined;
		const range = this.#text === '' ? undefined : this.#terminal.getSelectionPosition();
		if (range === undefined) return;
		const { start, end } = range;
		const { baseY, cursorY } = this.#terminal.buffer.active;
		const columns = this.#terminal.cols;
		const length = (end.y - start.y) * columns + end.x - start.x;
		const line = this.#terminal.registerMarker(start.y - baseY - cursorY);
		this.#mark = { line, column: start.x, length, columns };
	}

	/** Without it a search would go on from the end. Where lines are broken anew, the column is another one: then it may. */
	#markAgain(columns: number): void {
		const mark = this.#mark;
		if (mark?.columns !== columns || mark.line.isDisposed) return;
		this.#terminal.select(mark.column, mark.line.line, mark.length);
	}
}

/** One terminal of the session as the page has it: its place, its line, and once it is shown its screen. */
import type { ShellState } from '#protocol/terminal.ts';
import { Store } from '../store.ts';
import type { LineState } from './line-state.ts';
import type { LiveTerminal } from './live-terminal.ts';

export class TerminalSeat {
	/** Another session may have a terminal of the same id. */
	readonly key: string;
	readonly id: string;
	readonly title: string;
	readonly line = new Store<LineState>({ kind: 'connecting' });
	readonly shell = new Store<ShellState>({ state: 'starting' });
	/** Screen and line; they come with the code of the terminal. */
	readonly live = new Store<LiveTerminal | undefined>(undefined);
	readonly focusWanted = new Store(false);
	/** Whether text on the screen is marked. */
	readonly marked = new Store(false);

	constructor(key: string, id: string, title: string) {
		this.key = key;
		this.id = id;
		this.title = title;
	}
}

/** A terminal that is shown: its screen, and the line that fills it. */
import type { RunAnswer, RunBlock } from '#protocol/terminal.ts';
import { TerminalLine } from './terminal-line.ts';
import { type ScreenOptions, TerminalScreen } from './terminal-screen.ts';
import type { TerminalSeat } from './terminal-seat.ts';
import { terminalStyles } from './terminal-styles.ts';
import { watchTheme } from './terminal-theme.ts';

/** Ctrl+C, as a terminal sends it. */
const interruptByte = 0x03;
/** While the divider is dragged, the shell is told where it came to rest. */
const settledMilliseconds = 80;

export interface LiveOptions extends Omit<ScreenOptions, 'title' | 'onInput' | 'onSize'> {
	readonly seat: TerminalSeat;
	readonly address: (from: number | undefined) => string;
}

/** Opens it once its styles are there, unless `signal` was aborted meanwhile. Rejects when the course does not answer. */
export async function openLiveTerminal(options: LiveOptions, signal: AbortSignal): Promise<LiveTerminal | undefined> {
	await terminalStyles();
	return signal.aborted ? undefined : new LiveTerminal(options);
}

export class LiveTerminal implements Disposable {
	readonly screen: TerminalScreen;
	readonly #line: TerminalLine;
	readonly #life = new AbortController();

	constructor(options: LiveOptions) {
		const { seat, host } = options;
		const screen = new TerminalScreen({
			...options,
			title: seat.title,
			onInput: (bytes) => this.#line.input(bytes),
			onSize: (columns, rows) => this.#line.resize(columns, rows),
		});
		this.screen = screen;
		const open = (address: string) => new WebSocket(address);
		this.#line = new TerminalLine({
			address: options.address,
			open,
			sink: screen,
			state: seat.line,
			shell: seat.shell,
		});
		const deafen = () => {
			screen.deaf = seat.line.value.kind !== 'open' || seat.shell.value.state === 'ended';
		};
		const stops = [seat.line.subscribe(deafen), seat.shell.subscribe(deafen)];
		this.#life.signal.addEventListener('abort', () => {
			for (const stop of stops) stop();
		});
		deafen();
		screen.fit();
		this.#line.connect();
		this.#watchSize(host);
		watchTheme(() => screen.recolour(), this.#life.signal);
		// A machine that wakes up knows that its lines are dead before they do.
		window.addEventListener('online', () => this.#line.connect(), { signal: this.#life.signal });
	}

	/** Connects at once; what is shown stays. */
	reconnect(): void {
		this.#line.connect();
	}

	run(block: RunBlock): Promise<RunAnswer | undefined> {
		return this.#line.run(block);
	}

	interrupt(): void {
		this.#line.input(Uint8Array.of(interruptByte));
	}

	/** Keys that a screen keyboard does not have. */
	press(keys: string): void {
		this.#line.input(new TextEncoder().encode(keys));
		this.screen.focus();
	}

	[Symbol.dispose](): void {
		this.#life.abort();
		this.#line[Symbol.dispose]();
		this.screen[Symbol.dispose]();
	}

	#watchSize(host: HTMLElement): void {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const observer = new ResizeObserver(() => {
			clearTimeout(timer);
			timer = setTimeout(() => this.screen.fit(), settledMilliseconds);
		});
		observer.observe(host);
		this.#life.signal.addEventListener('abort', () => {
			clearTimeout(timer);
			observer.disconnect();
		});
	}
}

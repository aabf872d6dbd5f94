/** xterm with what a lab needs of it. All of it comes when a terminal is opened first, and not before. */
import { ClipboardAddon, type ClipboardSelectionType, type IClipboardProvider } from '@xterm/addon-clipboard';
import { FitAddon } from '@xterm/addon-fit';
import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import { screenLimits } from '#protocol/terminal.ts';
import { ScreenSearch } from './screen-search.ts';
import { isMac, type TerminalAction, terminalAction } from './terminal-keys.ts';
import type { LineSink } from './terminal-line.ts';
import type { TerminalSettings } from './terminal-settings.ts';
import { terminalTheme } from './terminal-theme.ts';

/** What fits a lesson's work; each line takes about 1 KB of the page's memory. */
const scrollbackLines = 5000;
/** Text that a program chooses is seen in both themes (WCAG 1.4.3). */
const contrast = 4.5;

/** A program may put text on the clipboard (OSC 52), as an editor in the terminal does; it may not read what is there. */
class WriteOnlyClipboard implements IClipboardProvider {
	readText(): string {
		return '';
	}

	async writeText(_selection: ClipboardSelectionType, text: string): Promise<void> {
		// The browser may want a key press before: then the text stays where it is.
		await navigator.clipboard.writeText(text).catch(() => undefined);
	}
}

export interface ScreenOptions {
	readonly host: HTMLElement;
	readonly title: string;
	/** Id of the text that names the keys. */
	readonly describedBy: string;
	readonly settings: TerminalSettings;
	readonly onInput: (bytes: Uint8Array) => void;
	readonly onSize: (columns: number, rows: number) => void;
	/** Copying is done here already. */
	readonly onAction: (action: Exclude<TerminalAction, 'copy' | 'paste'>) => void;
	readonly onSelection: (any: boolean) => void;
	readonly onLink: (address: string) => void;
}

export class TerminalScreen implements LineSink, Disposable {
	readonly search: ScreenSearch;
	readonly #options: ScreenOptions;
	readonly #terminal: Terminal;
	readonly #fit = new FitAddon();
	/** The size that the runner has. Another page may have chosen it. */
	#told = { columns: 0, rows: 0 };

	constructor(options: ScreenOptions) {
		this.#options = options;
		const { host, settings } = options;
		this.#terminal = new Terminal({
			allowProposedApi: true,
			// xterm blinks by an animation of styles: the whole page would be styled anew 60 times a second, and a key be seen a
			// frame later.
			cursorBlink: false,
			fontFamily: getComputedStyle(host).fontFamily,
			fontSize: settings.fontSize,
			lineHeight: 1.15,
			minimumContrastRatio: contrast,
			screenReaderMode: settings.screenReader,
			scrollback: scrollbackLines,
			theme: terminalTheme(host),
			linkHandler: { activate: (_event, address) => options.onLink(address) },
		});
		this.#terminal.loadAddon(this.#fit);
		this.#terminal.loadAddon(new UnicodeGraphemesAddon());
		this.#terminal.loadAddon(new WebLinksAddon((_event, address) => options.onLink(address)));
		this.#terminal.loadAddon(new ClipboardAddon(undefined, new WriteOnlyClipboard()));
		this.search = new ScreenSearch(this.#terminal, host);
		this.#terminal.open(host);
		this.#describe();
		this.#listen();
	}

	output(bytes: Uint8Array, taken: () => void): void {
		this.#terminal.write(bytes, taken);
	}

	snapshot(screen: Parameters<LineSink['snapshot']>[0], taken: () => void): void {
		// In the order of the stream: what was written before is parsed before the screen is cleared.
		this.#terminal.write('', () => {
			this.#terminal.reset();
			this.#resize(screen.columns, screen.rows);
		});
		this.#terminal.write(screen.text, () => {
			this.fit();
			taken();
		});
	}

	size(columns: number, rows: number): void {
		this.#terminal.write('', () => this.#resize(columns, rows));
	}

	/** Takes the size of its place, and tells. A place that is not shown has none, and the size stays. */
	fit(): void {
		if (this.#options.host.offsetWidth === 0) return;
		const wanted = this.#fit.proposeDimensions();
		if (wanted === undefined || !Number.isFinite(wanted.cols) || !Number.isFinite(wanted.rows)) return;
		const { minColumns, maxColumns, minRows, maxRows } = screenLimits;
		const columns = Math.min(maxColumns, Math.max(minColumns, wanted.cols));
		const rows = Math.min(maxRows, Math.max(minRows, wanted.rows));
		const known = this.#told.columns === columns && this.#told.rows === rows;
		this.#resize(columns, rows);
		if (!known) this.#options.onSize(columns, rows);
	}

	#resize(columns: number, rows: number): void {
		this.#terminal.resize(columns, rows);
		this.#told = { columns, rows };
	}

	apply(settings: TerminalSettings): void {
		this.#terminal.options.fontSize = settings.fontSize;
		this.#terminal.options.screenReaderMode = settings.screenReader;
		this.fit();
	}

	recolour(): void {
		this.#terminal.options.theme = terminalTheme(this.#options.host);
		this.search.recolour();
	}

	/** What is typed reaches nobody while there is no line. */
	set deaf(deaf: boolean) {
		this.#terminal.options.disableStdin = deaf;
	}

	focus(): void {
		this.#terminal.focus();
	}

	/** Puts the marked text on the clipboard. False when nothing is marked or the browser refuses. */
	async copy(): Promise<boolean> {
		const text = this.#terminal.getSelection();
		if (text === '') return false;
		return navigator.clipboard.writeText(text).then(
			() => true,
			() => false,
		);
	}

	/** As if pasted: a shell takes several lines as one text, and runs none of them by itself. */
	paste(text: string): void {
		this.#terminal.paste(text);
	}

	[Symbol.dispose](): void {
		this.#terminal.dispose();
	}

	#describe(): void {
		const { textarea } = this.#terminal;
		if (textarea === undefined) return;
		textarea.setAttribute('aria-label', this.#options.title);
		textarea.setAttribute('aria-describedby', this.#options.describedBy);
	}

	#listen(): void {
		const { onInput, onSelection } = this.#options;
		const encoder = new TextEncoder();
		this.#terminal.onData((text) => onInput(encoder.encode(text)));
		// Reports of the mouse in its older form: one byte for each character.
		this.#terminal.onBinary((text) => onInput(Uint8Array.from(text, (each) => each.charCodeAt(0))));
		// Who works here has the screen in their size.
		this.#terminal.textarea?.addEventListener('focus', () => this.fit());
		this.#terminal.onSelectionChange(() => onSelection(this.#terminal.hasSelection()));
		const mac = isMac(navigator.platform);
		this.#terminal.attachCustomKeyEventHandler((event) => {
			const action = terminalAction(event, mac);
			if (action === undefined) return true;
			// The browser pastes by itself.
			if (action === 'paste') return false;
			event.preventDefault();
			if (event.type !== 'keydown') return false;
			if (action === 'copy') void this.copy();
			else this.#options.onAction(action);
			return false;
		});
	}
}

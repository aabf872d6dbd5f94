/** The screen of a terminal, kept by the runner: what a page that comes later is shown, and what programs are answered by. */
import serialize from '@xterm/addon-serialize';
import headless, { type IMarker, type ITerminalAddon, type Terminal } from '@xterm/headless';
import { UnicodeGraphemesAddon } from './graphemes.ts';
import { readShellMark } from './shell-marks.ts';

/** About 1.5 MB and 0.1 s to write down at 80 columns; the record of the output reaches further back. */
const scrollbackLines = 1000;
const shellMarks = 133;

export interface ScreenSize {
	readonly columns: number;
	readonly rows: number;
}

export class ScreenMirror implements Disposable {
	readonly #screen: Terminal;
	readonly #serializer = new serialize.SerializeAddon();
	/** Where the last prompt ends. */
	#prompt: { readonly line: IMarker; readonly column: number } | undefined;

	/** `onAnswer` gets what a terminal answers to the questions of programs. */
	constructor({ columns, rows }: ScreenSize, onAnswer: (answer: string) => void) {
		this.#screen = new headless.Terminal({
			cols: columns,
			rows,
			scrollback: scrollbackLines,
			// Asked for by the addons.
			allowProposedApi: true,
			logLevel: 'off',
		});
		// The addons are made for the terminal of a page, of which they use what this one has as well.
		this.#screen.loadAddon(this.#serializer as unknown as ITerminalAddon);
		this.#screen.loadAddon(new UnicodeGraphemesAddon());
		this.#screen.onData(onAnswer);
		this.#screen.parser.registerOscHandler(shellMarks, (text) => this.#marked(text));
	}

	get size(): ScreenSize {
		return { columns: this.#screen.cols, rows: this.#screen.rows };
	}

	/** Whether the program takes a paste in one piece. */
	get bracketedPaste(): boolean {
		return this.#screen.modes.bracketedPasteMode;
	}

	/** Whether nothing stands behind the last prompt, where the cursor is. */
	get promptIsEmpty(): boolean {
		const { active } = this.#screen.buffer;
		const prompt = this.#prompt;
		if (prompt === undefined || active.type !== 'normal') return false;
		const line = active.baseY + active.cursorY;
		if (prompt.line.line !== line || prompt.column !== active.cursorX) return false;
		return active.getLine(line)?.translateToString(true, active.cursorX) === '';
	}

	/** `onShown` is called once the screen has taken the bytes in, later. */
	write(bytes: Uint8Array | string, onShown: () => void): void {
		this.#screen.write(bytes, onShown);
	}

	resize({ columns, rows }: ScreenSize): void {
		this.#screen.resize(columns, rows);
	}

	/** Text that shows the same on an empty screen of the same size: lines, colours, cursor and modes. */
	snapshot(): string {
		return this.#serializer.serialize({ scrollback: scrollbackLines });
	}

	/** The lines alone, without the modes and the second screen of a program that will be gone. */
	lines(): string {
		return this.#serializer.serialize({ scrollback: scrollbackLines, excludeAltBuffer: true, excludeModes: true });
	}

	[Symbol.dispose](): void {
		this.#screen.dispose();
	}

	#marked(text: string): boolean {
		if (readShellMark(`${shellMarks};${text}`)?.kind === 'B') {
			this.#prompt?.line.dispose();
			const line = this.#screen.registerMarker(0);
			this.#prompt = line === undefined ? undefined : { line, column: this.#screen.buffer.active.cursorX };
		}
		return true;
	}
}

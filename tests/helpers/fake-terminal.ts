/** A page in memory that shows a terminal, for tests of what lies between it and a shell. */
import { expect, onTestFinished } from 'vitest';
import { acknowledgeBytes, type RunAnswer, type ServerFrame, type ShellState } from '#protocol/terminal.ts';
import type { TerminalClosing } from '#protocol/terminal-close.ts';
import { ScreenMirror } from '#session/terminal/screen-mirror.ts';
import { Terminal, type TerminalOptions } from '#session/terminal/terminal.ts';
import type { TerminalViewer, ViewerConnection } from '#session/terminal/viewer-line.ts';
import { eventually } from './eventually.ts';
import { FakeShell } from './fake-shell.ts';

/** Shows what it is sent on a screen of its own, and acknowledges as a page does, unless it is told to hang. */
export class FakePage implements TerminalViewer {
	readonly frames: ServerFrame[] = [];
	readonly states: ShellState[] = [];
	readonly answers: RunAnswer[] = [];
	readonly kinds: string[] = [];
	/** All output bytes, one after the other. */
	output = '';
	/** Position behind the last byte that came. */
	position: number | undefined;
	outputBytes = 0;
	closing: TerminalClosing | undefined;
	hangs = false;
	/** Takes in at once what comes, as a page with a faster screen than this one. */
	showsNothing = false;
	connection: ViewerConnection | undefined;
	#screen: ScreenMirror;
	#acknowledged = 0;

	constructor(columns = 80, rows = 24) {
		this.#screen = new ScreenMirror({ columns, rows }, () => undefined);
	}

	send(frame: ServerFrame): void {
		this.frames.push(frame);
		if (this.kinds.at(-1) !== frame.kind) this.kinds.push(frame.kind);
		if (frame.kind === 'run-answer') this.answers.push(frame.answer);
		if (frame.kind === 'shell') this.states.push(frame.shell);
		if (frame.kind === 'size') this.#screen.resize(frame);
		if (frame.kind === 'snapshot') {
			this.#screen[Symbol.dispose]();
			this.#screen = new ScreenMirror(frame, () => undefined);
			this.#screen.write(frame.text, () => undefined);
			this.position = frame.position;
			this.#acknowledged = frame.position;
		}
		if (frame.kind === 'output') this.#takeIn(frame.position, frame.bytes);
	}

	close(closing: TerminalClosing): void {
		this.closing = closing;
	}

	/** What a person sees, after all that was sent is shown. */
	async screen(): Promise<string> {
		await new Promise<void>((resolve) => this.#screen.write('', resolve));
		return this.#screen.snapshot();
	}

	#takeIn(position: number, bytes: Uint8Array): void {
		if (this.position === undefined) this.#acknowledged = position;
		else if (this.position !== position) throw new Error(`expected ${this.position}, came ${position}`);
		this.position = position + bytes.length;
		this.outputBytes += bytes.length;
		if (this.outputBytes < 4_000_000) this.output += Buffer.from(bytes).toString('latin1');
		this.frames.length = Math.min(this.frames.length, 1000);
		const end = this.position;
		if (this.showsNothing) this.#taken(end);
		else this.#screen.write(bytes, () => this.#taken(end));
	}

	#taken(end: number): void {
		if (this.hangs || end - this.#acknowledged < acknowledgeBytes) return;
		this.#acknowledged = end;
		this.connection?.receive({ kind: 'acknowledge', position: end });
	}
}

/** A terminal on a fake shell, closed at the end of the test. */
export function fakeTerminal(options: Partial<TerminalOptions> = { firstPosition: 0 }) {
	const shell = new FakeShell();
	const terminal = new Terminal(shell, { columns: 80, rows: 24, ...options });
	onTestFinished(() => terminal[Symbol.asyncDispose]());
	const connect = (from?: number, page = new FakePage()) => {
		page.connection = terminal.connect(page, from);
		return page;
	};
	const type = (page: FakePage, text: string) => page.connection?.receive({ kind: 'input', bytes: Buffer.from(text) });
	return { shell, terminal, connect, type };
}

/** Waits until a person at the page sees the text. */
export async function shown(page: FakePage, text: string): Promise<void> {
	await eventually(async () => expect(await page.screen()).toContain(text));
}

/**
 * One terminal: a shell, the record and the screen of what it printed, and the pages that show it. It lives as long as its
 * shell or longer; pages come and go.
 */
import { randomInt } from 'node:crypto';
import { acknowledgeBytes, type RunAnswer, type RunBlock, type ShellState } from '#protocol/terminal.ts';
import { type TerminalClosing, terminalClosings } from '#protocol/terminal-close.ts';
import type { Shell } from '../shell.ts';
import { EscapeScanner } from './escape-scanner.ts';
import { FlowGate, type Reader } from './flow-gate.ts';
import { InterruptSkip } from './interrupt-skip.ts';
import { OutputRecord } from './output-record.ts';
import { runAnswer } from './run-answers.ts';
import { ScreenMirror, type ScreenSize } from './screen-mirror.ts';
import { readShellMark } from './shell-marks.ts';
import { ShellTracker } from './shell-tracker.ts';
import { withoutAnswers } from './terminal-answers.ts';
import { restoredText, type TerminalRecord } from './terminal-record.ts';
import { typedCommand } from './typed-command.ts';
import { type TerminalViewer, type ViewerConnection, ViewerLine } from './viewer-line.ts';

/**
 * Terminals begin at a random position below this, so that a page that knows another terminal of the same id, of before a
 * start of the course anew, does not go on in the middle of this one. Counting on from there stays exact for 8 PB.
 */
const positionsApart = 2 ** 47;
/** Typed and not read by the program: more than anybody types, and most of what is pasted. */
const longestTypedAhead = 4 * 1024 * 1024;

export interface TerminalOptions extends ScreenSize {
	/** Of a terminal whose shell is gone: shown above what the new shell prints. */
	readonly restored?: TerminalRecord;
	/** Told on each change of `state`. */
	readonly onState?: (state: ShellState) => void;
	/** Told whenever somebody types. */
	readonly onTyped?: () => void;
	/** Milliseconds of a clock that only goes forward. */
	readonly now?: () => number;
	/** Position of the first byte. Default: a random one. */
	readonly firstPosition?: number;
}

export class Terminal implements AsyncDisposable {
	readonly #shell: Shell;
	readonly #options: TerminalOptions;
	readonly #tracker: ShellTracker;
	readonly #record: OutputRecord;
	readonly #scanner: EscapeScanner;
	readonly #mirror: ScreenMirror;
	readonly #lines = new Set<ViewerLine>();
	/** The mirror takes the output in later as well, but never goes away. */
	readonly #mirrorReader: Reader & { behind: number } = { behind: 0, wasHeard: true, isSilent: false };
	readonly #gate: FlowGate;
	readonly #skip: InterruptSkip;
	readonly #closed = Promise.withResolvers<void>();
	/** The record that was made last, as long as the screen is the same: making it takes some 20 ms. */
	#kept: TerminalRecord | undefined;
	#uses = 0;
	#isClosed = false;

	constructor(shell: Shell, options: TerminalOptions) {
		const { restored, now = () => performance.now(), firstPosition = randomInt(positionsApart) } = options;
		this.#shell = shell;
		this.#options = options;
		this.#tracker = new ShellTracker(now);
		this.#record = new OutputRecord(firstPosition);
		this.#scanner = new EscapeScanner(firstPosition);
		this.#mirror = new ScreenMirror(options, (answer) => this.#write(Buffer.from(answer)));
		const readers = (): Reader[] => [...this.#lines, this.#mirrorReader];
		this.#gate = new FlowGate(shell.stream, { [Symbol.iterator]: () => readers()[Symbol.iterator]() });
		if (restored !== undefined) this.#show(restoredText(restored), () => undefined);
		this.#skip = new InterruptSkip({
			onShown: (bytes) => this.#printed(bytes),
			onGivenBack: (chunks) => this.#givenBack(chunks),
		});
		const taken = (chunk: Buffer) => (this.#skip.isHolding ? this.#skip.hold(chunk) : this.#printed(chunk));
		shell.stream.on('data', taken);
		shell.stream.on('end', () => this.#skip.giveBack());
		// A broken connection ends the shell; `ended` tells.
		shell.stream.on('error', () => undefined);
		void shell.ended.then(({ exitCode }) => this.#changeState(() => this.#tracker.end(exitCode)));
	}

	get state(): ShellState {
		return this.#tracker.state;
	}

	get size(): ScreenSize {
		return this.#mirror.size;
	}

	/** Bytes of output that are held here, the screen itself left out. */
	get heldBytes(): number {
		return this.#record.heldBytes + this.#mirrorReader.behind;
	}

	/**
	 * Shows the terminal to a page: from position `from` on, where the record still has it, else the whole screen.
	 * Disposing the connection lets the page go without a word to it.
	 */
	connect(viewer: TerminalViewer, from?: number): ViewerConnection {
		const line = new ViewerLine(viewer, this.#record, this.#nextUse());
		this.#lines.add(line);
		if (this.#isClosed) this.#drop(line, terminalClosings.closed);
		else if (from !== undefined && from >= this.#record.start && from <= this.#record.end) this.#begin(line, from);
		else this.#showScreen(line);
		return {
			receive: (frame) => {
				if (!this.#lines.has(line)) return;
				if (frame.kind === 'input') this.#typedBy(line, frame.bytes);
				else if (frame.kind === 'resize') this.#resizedBy(line, frame);
				else this.#acknowledgedBy(line, frame.position);
			},
			[Symbol.dispose]: () => this.#forget(line),
		};
	}

	/** Types the command of a code block and Enter into a free prompt; else says why not. */
	async run(block: RunBlock, command: string): Promise<RunAnswer> {
		if (this.state.state !== 'prompt') return runAnswer(block, this.state);
		await this.#shown();
		if (this.state.state !== 'prompt') return runAnswer(block, this.state);
		if (!this.#mirror.promptIsEmpty) return runAnswer(block, 'occupied');
		this.#write(typedCommand(command, this.#mirror.bracketedPaste));
		this.#changeState(() => this.#tracker.typed(`${block.lesson}#${block.block}`));
		this.#options.onTyped?.();
		return runAnswer(block, 'typed');
	}

	/** What to keep for a start of the course anew: the screen with all that was printed up to now. */
	async record(): Promise<TerminalRecord> {
		await this.#shown();
		this.#kept ??= { ...this.size, lines: this.#mirror.lines() };
		return this.#kept;
	}

	/** Lets the pages go with this word, and ends the shell. */
	async close(closing: TerminalClosing): Promise<void> {
		if (this.#isClosed) return;
		this.#isClosed = true;
		this.#closed.resolve();
		this.#gate[Symbol.dispose]();
		this.#skip[Symbol.dispose]();
		for (const line of this.#lines) this.#drop(line, closing);
		await this.#shell[Symbol.asyncDispose]();
		this.#mirror[Symbol.dispose]();
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.close(terminalClosings.closed);
	}

	#printed(chunk: Uint8Array): void {
		if (this.#isClosed) return;
		this.#record.append(chunk);
		this.#mirrorReader.behind += chunk.length;
		this.#show(chunk, () => {
			this.#mirrorReader.behind -= chunk.length;
			this.#regulate();
		});
		this.#changeState(() => {
			this.#scanner.scan(chunk, (text) => {
				const mark = readShellMark(text);
				if (mark !== undefined) this.#tracker.mark(mark);
			});
			for (const line of this.#lines) this.#pump(line);
		});
		this.#regulate();
	}

	/** In small pieces, so that they wait for the pages as all output does. */
	#givenBack(chunks: readonly Uint8Array[]): void {
		const { stream } = this.#shell;
		if (stream.readableEnded) {
			for (const chunk of chunks) this.#printed(chunk);
			return;
		}
		stream.pause();
		for (const chunk of chunks.toReversed()) stream.unshift(chunk);
		this.#gate.open();
	}

	#show(output: Uint8Array | string, onShown: () => void): void {
		this.#mirror.write(output, () => {
			this.#kept = undefined;
			onShown();
		});
	}

	/** The screen has taken in what it was given up to now, or takes in nothing any more. */
	async #shown(): Promise<void> {
		const { promise, resolve } = Promise.withResolvers<void>();
		this.#mirror.write('', resolve);
		await Promise.race([promise, this.#closed.promise]);
	}

	#changeState(change: () => void): void {
		const before = this.state;
		change();
		if (this.state === before) return;
		for (const { viewer } of this.#lines) viewer.send({ kind: 'shell', shell: this.state });
		this.#options.onState?.(this.state);
	}

	/**
	 * Snapshot and stream meet where the mirror has shown all that was printed so far. A sequence that is cut in two there
	 * has not changed the screen yet, and is sent from its beginning.
	 */
	#showScreen(line: ViewerLine): void {
		const { settled } = this.#scanner;
		this.#mirror.write('', () => {
			if (this.#isClosed || !this.#lines.has(line)) return;
			const position = Math.max(settled, this.#record.start);
			const text = Buffer.from(this.#mirror.snapshot());
			line.viewer.send({ kind: 'snapshot', position, ...this.size, text });
			this.#begin(line, position);
		});
	}

	#begin(line: ViewerLine, position: number): void {
		line.begin(position);
		line.viewer.send({ kind: 'size', ...this.size });
		this.#pump(line);
		line.viewer.send({ kind: 'shell', shell: this.state });
		this.#regulate();
	}

	#typedBy(line: ViewerLine, bytes: Uint8Array): void {
		line.usedAt = this.#nextUse();
		this.#fit();
		if (this.#shell.stream.writableLength > longestTypedAhead) {
			this.#drop(line, terminalClosings.inputOverflow);
			return;
		}
		if (this.#furthest() >= acknowledgeBytes && this.#skip.typed(bytes)) this.#gate.open();
		this.#write(withoutAnswers(bytes));
		this.#options.onTyped?.();
	}

	#resizedBy(line: ViewerLine, { columns, rows }: ScreenSize): void {
		line.size = { columns, rows };
		this.#fit();
	}

	#acknowledgedBy(line: ViewerLine, position: number): void {
		if (line.acknowledge(position)) this.#pump(line);
		else this.#drop(line, terminalClosings.badFrame);
		this.#regulate();
	}

	#write(bytes: Uint8Array): void {
		const { stream } = this.#shell;
		if (bytes.length > 0 && stream.writable && this.state.state !== 'ended') stream.write(bytes);
	}

	/** The screen has the size of the page that was used last. */
	#fit(): void {
		let last: ViewerLine | undefined;
		for (const line of this.#lines) {
			if (line.size !== undefined && line.usedAt > (last?.usedAt ?? 0)) last = line;
		}
		const wanted = last?.size;
		const now = this.size;
		if (wanted === undefined || (wanted.columns === now.columns && wanted.rows === now.rows)) return;
		this.#mirror.resize(wanted);
		this.#kept = undefined;
		if (this.state.state !== 'ended') this.#shell.resize(wanted.columns, wanted.rows);
		for (const { viewer } of this.#lines) viewer.send({ kind: 'size', ...wanted });
	}

	#pump(line: ViewerLine): void {
		const late = line.pump();
		if (late !== undefined) this.#drop(line, late);
	}

	#drop(line: ViewerLine, closing: TerminalClosing): void {
		this.#forget(line);
		line.viewer.close(closing);
	}

	#forget(line: ViewerLine): void {
		if (!this.#lines.delete(line) || this.#isClosed) return;
		this.#fit();
		this.#regulate();
	}

	#nextUse(): number {
		this.#uses += 1;
		return this.#uses;
	}

	/** Bytes that a page, or the mirror, has not shown yet. */
	#furthest(): number {
		return Math.max(this.#mirrorReader.behind, ...[...this.#lines].map(({ behind }) => behind));
	}

	#regulate(): void {
		if (!this.#isClosed && !this.#skip.isHolding) this.#gate.regulate();
	}
}

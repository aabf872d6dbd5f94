/**
 * The line between a page and one terminal of its session. It comes back by itself: what the screen has received is not
 * sent again, what was printed meanwhile follows.
 */
import {
	acknowledgeBytes,
	type ClientFrame,
	decodeServerFrame,
	encodeClientFrame,
	FrameError,
	maxInputBytes,
	type RunAnswer,
	type RunBlock,
	type ServerFrame,
	type ShellState,
} from '#protocol/terminal.ts';
import { type TerminalClosing, terminalClosing } from '#protocol/terminal-close.ts';
import { backoff } from '../api/backoff.ts';
import type { Store } from '../store.ts';
import type { LineState } from './line-state.ts';

/** What shows the bytes; it says when it has taken them in. */
export interface LineSink {
	output(bytes: Uint8Array, taken: () => void): void;
	/** Clears the screen and shows this one. */
	snapshot(screen: Extract<ServerFrame, { kind: 'snapshot' }>, taken: () => void): void;
	/** Another page made the screen this large. */
	size(columns: number, rows: number): void;
}

export interface LineOptions {
	/** Address of the terminal; from a position on, or the whole screen. */
	readonly address: (from: number | undefined) => string;
	readonly open: (address: string) => WebSocket;
	readonly sink: LineSink;
	readonly state: Store<LineState>;
	readonly shell: Store<ShellState>;
}

export class TerminalLine implements Disposable {
	readonly #options: LineOptions;
	#socket: WebSocket | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#failures = 0;
	#size: { readonly columns: number; readonly rows: number } | undefined;
	/** Position after the last byte that arrived; undefined before the first. */
	#received: number | undefined;
	#acknowledged = 0;
	/** Counts screens: what was on its way to an older one is not acknowledged any more. */
	#screen = 0;
	#answer: ((answer: RunAnswer | undefined) => void) | undefined;

	constructor(options: LineOptions) {
		this.#options = options;
	}

	/** Connects, or tries again at once; a line that is open is opened anew, without loss. */
	connect(): void {
		clearTimeout(this.#timer);
		this.#drop();
		const socket = this.#options.open(this.#options.address(this.#received));
		socket.binaryType = 'arraybuffer';
		this.#socket = socket;
		if (this.#options.state.value.kind !== 'dropped') this.#options.state.set({ kind: 'connecting' });
		socket.onopen = () => {
			this.#acknowledged = this.#received ?? 0;
			this.#options.state.set({ kind: 'open' });
			if (this.#size !== undefined) this.#send({ kind: 'resize', ...this.#size });
		};
		socket.onmessage = ({ data }) => this.#take(new Uint8Array(data as ArrayBuffer));
		socket.onclose = ({ code }) => this.#ended(terminalClosing(code));
	}

	/** What was typed or pasted. Dropped while there is no line: nobody wants old keys in a new prompt. */
	input(bytes: Uint8Array): void {
		for (let at = 0; at < bytes.length; at += maxInputBytes) {
			this.#send({ kind: 'input', bytes: bytes.subarray(at, at + maxInputBytes) });
		}
	}

	resize(columns: number, rows: number): void {
		this.#size = { columns, rows };
		this.#send({ kind: 'resize', columns, rows });
	}

	/** Asks for the command of a code block to be typed; undefined when the line broke before the answer. */
	run(run: RunBlock): Promise<RunAnswer | undefined> {
		this.#answer?.(undefined);
		const { promise, resolve } = Promise.withResolvers<RunAnswer | undefined>();
		this.#answer = resolve;
		if (!this.#send({ kind: 'run', run })) resolve(undefined);
		return promise;
	}

	[Symbol.dispose](): void {
		clearTimeout(this.#timer);
		this.#drop();
	}

	#send(frame: ClientFrame): boolean {
		if (this.#socket?.readyState !== WebSocket.OPEN) return false;
		this.#socket.send(encodeClientFrame(frame));
		return true;
	}

	#drop(): void {
		const socket = this.#socket;
		this.#socket = undefined;
		this.#answer?.(undefined);
		this.#answer = undefined;
		if (socket === undefined) return;
		socket.onopen = socket.onmessage = socket.onclose = null;
		socket.close();
	}

	#ended(closing: TerminalClosing | undefined): void {
		this.#drop();
		if (closing?.again === false) {
			this.#options.state.set({ kind: 'closed', reason: closing.reason });
			return;
		}
		this.#failures += 1;
		const wait = backoff(this.#failures);
		const reason = closing === undefined ? {} : { reason: closing.reason };
		this.#options.state.set({ kind: 'dropped', retryAt: Date.now() + wait, ...reason });
		this.#timer = setTimeout(() => this.connect(), wait);
	}

	#take(message: Uint8Array): void {
		const frame = this.#read(message);
		if (frame === undefined) return;
		this.#failures = 0;
		if (frame.kind === 'output') this.#output(frame.position, frame.bytes);
		else if (frame.kind === 'snapshot') {
			this.#screen += 1;
			this.#received = frame.position;
			this.#acknowledged = frame.position;
			this.#options.sink.snapshot(frame, this.#taken(frame.position));
		} else if (frame.kind === 'size') this.#options.sink.size(frame.columns, frame.rows);
		else if (frame.kind === 'shell') this.#options.shell.set(frame.shell);
		else {
			this.#answer?.(frame.answer);
			this.#answer = undefined;
		}
	}

	#read(message: Uint8Array): ServerFrame | undefined {
		try {
			return decodeServerFrame(message);
		} catch (error) {
			if (!(error instanceof FrameError)) throw error;
			this.#startAnew();
			return undefined;
		}
	}

	/** Only the whole screen helps: something is missing between what is shown and what came. */
	#startAnew(): void {
		this.#received = undefined;
		this.#ended(undefined);
	}

	#output(position: number, bytes: Uint8Array): void {
		const known = this.#received ?? position;
		if (position > known) {
			this.#startAnew();
			return;
		}
		const fresh = bytes.subarray(known - position);
		if (fresh.length === 0) return;
		this.#received = known + fresh.length;
		this.#options.sink.output(fresh, this.#taken(this.#received));
	}

	#taken(position: number): () => void {
		const screen = this.#screen;
		return () => {
			if (screen !== this.#screen || position - this.#acknowledged < acknowledgeBytes) return;
			if (this.#send({ kind: 'acknowledge', position })) this.#acknowledged = position;
		};
	}
}

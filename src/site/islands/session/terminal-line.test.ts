import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
	acknowledgeBytes,
	decodeClientFrame,
	encodeServerFrame,
	maxInputBytes,
	type ServerFrame,
	type ShellState,
} from '#protocol/terminal.ts';
import { terminalClosings } from '#protocol/terminal-close.ts';
import { Store } from '../store.ts';
import type { LineState } from './line-state.ts';
import { TerminalLine } from './terminal-line.ts';

/** The other end of the line, in the test's hands. */
class FakeSocket {
	readyState = 0;
	binaryType = '';
	sent: Uint8Array[] = [];
	onopen: (() => void) | null = null;
	onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
	onclose: ((event: { code: number }) => void) | null = null;
	send = (bytes: Uint8Array) => void this.sent.push(bytes);
	close = () => {
		this.readyState = 3;
	};
	open() {
		this.readyState = 1;
		this.onopen?.();
	}
	tell(frame: ServerFrame) {
		this.onmessage?.({ data: encodeServerFrame(frame).buffer });
	}
	end(code = 1006) {
		this.readyState = 3;
		this.onclose?.({ code });
	}
	get frames() {
		return this.sent.map((bytes) => decodeClientFrame(bytes));
	}
}

const bytes = (text: string) => new TextEncoder().encode(text);

function opened() {
	const sockets: { address: string; socket: FakeSocket }[] = [];
	const shown: string[] = [];
	const state = new Store<LineState>({ kind: 'connecting' });
	const shell = new Store<ShellState>({ state: 'starting' });
	/** Texts that the screen has not parsed yet. */
	const waiting: (() => void)[] = [];
	const line = new TerminalLine({
		address: (from) => `from ${from ?? 'the screen'}`,
		open: (address) => {
			const socket = new FakeSocket();
			sockets.push({ address, socket });
			return socket as unknown as WebSocket;
		},
		sink: {
			output: (text, taken) => {
				shown.push(new TextDecoder().decode(text));
				waiting.push(taken);
			},
			snapshot: ({ text, columns, rows }, taken) => {
				shown.push(`[${columns}x${rows}]${new TextDecoder().decode(text)}`);
				waiting.push(taken);
			},
			size: (columns, rows) => shown.push(`[${columns}x${rows}]`),
		},
		state,
		shell,
	});
	const parse = () => {
		for (const taken of waiting.splice(0)) taken();
	};
	const last = () => {
		const found = sockets.at(-1);
		if (found === undefined) throw new Error('not connected');
		return found;
	};
	line.connect();
	return { line, last, sockets, shown, state, shell, parse };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a line that broke', () => {
	it('comes back from where it was', () => {
		const { last, shown, state } = opened();
		last().socket.open();
		last().socket.tell({ kind: 'output', position: 0, bytes: bytes('abc') });
		last().socket.end();
		expect(state.value).toMatchObject({ kind: 'dropped' });
		vi.advanceTimersByTime(500);
		expect(last().address).toBe('from 3');
		last().socket.open();
		expect(state.value.kind).toBe('open');
		last().socket.tell({ kind: 'output', position: 2, bytes: bytes('cde') });
		expect(shown.join('')).toBe('abcde');
	});

	it('waits longer each time, and begins anew once something came', () => {
		const { last, sockets } = opened();
		last().socket.end();
		vi.advanceTimersByTime(500);
		last().socket.end();
		vi.advanceTimersByTime(999);
		expect(sockets).toHaveLength(2);
		vi.advanceTimersByTime(1);
		last().socket.open();
		last().socket.tell({ kind: 'shell', shell: { state: 'prompt' } });
		last().socket.end();
		vi.advanceTimersByTime(500);
		expect(sockets).toHaveLength(4);
	});

	it('asks for the whole screen when something is missing', () => {
		const { last, shown } = opened();
		last().socket.open();
		last().socket.tell({ kind: 'output', position: 0, bytes: bytes('abc') });
		last().socket.tell({ kind: 'output', position: 7, bytes: bytes('x') });
		vi.advanceTimersByTime(500);
		expect(last().address).toBe('from the screen');
		expect(shown).toEqual(['abc']);
	});

	it('asks for the whole screen after a frame that is none', () => {
		const { last } = opened();
		last().socket.open();
		last().socket.tell({ kind: 'output', position: 0, bytes: bytes('abc') });
		last().socket.onmessage?.({ data: new Uint8Array([0x7f]).buffer });
		vi.advanceTimersByTime(500);
		expect(last().address).toBe('from the screen');
	});

	it('stays closed when the runner says so', () => {
		const { last, sockets, state } = opened();
		last().socket.open();
		last().socket.end(terminalClosings.closed.code);
		vi.advanceTimersByTime(60_000);
		expect(sockets).toHaveLength(1);
		expect(state.value).toEqual({ kind: 'closed', reason: terminalClosings.closed.reason });
	});

	it('types nothing later that was typed without it', () => {
		const { line, last } = opened();
		line.input(bytes('rm -r '));
		last().socket.open();
		expect(last().socket.frames).toEqual([]);
	});
});

it('acknowledges what the screen has taken in, a quantum at a time', () => {
	const { last, parse } = opened();
	last().socket.open();
	const half = new Uint8Array(acknowledgeBytes / 2);
	last().socket.tell({ kind: 'output', position: 100, bytes: half });
	last().socket.tell({ kind: 'output', position: 100 + half.length, bytes: half });
	expect(last().socket.frames).toEqual([]);
	parse();
	expect(last().socket.frames).toEqual([{ kind: 'acknowledge', position: 100 + acknowledgeBytes }]);
});

it('counts on from a snapshot, and forgets what was on its way to the screen before', () => {
	const { last, shown, parse } = opened();
	last().socket.open();
	last().socket.tell({ kind: 'output', position: 0, bytes: new Uint8Array(acknowledgeBytes) });
	last().socket.tell({ kind: 'snapshot', position: 10, columns: 80, rows: 24, text: bytes('screen') });
	parse();
	expect(last().socket.frames).toEqual([]);
	last().socket.tell({ kind: 'output', position: 10, bytes: bytes('!') });
	expect(shown.slice(1)).toEqual(['[80x24]screen', '!']);
});

it('tells its size when it connects, and cuts a long paste', () => {
	const { line, last } = opened();
	line.resize(100, 30);
	last().socket.open();
	line.input(new Uint8Array(maxInputBytes + 1));
	expect(last().socket.frames).toMatchObject([
		{ kind: 'resize', columns: 100, rows: 30 },
		{ kind: 'input', bytes: { length: maxInputBytes } },
		{ kind: 'input', bytes: { length: 1 } },
	]);
});

describe('a code block', () => {
	const block = { lesson: 'go/calculator', block: 'build-before' };

	it('is answered', async () => {
		const { line, last } = opened();
		last().socket.open();
		const answer = line.run(block);
		const busy = { ...block, outcome: 'busy', message: 'A program runs.', hint: 'Stop it.' } as const;
		last().socket.tell({ kind: 'run-answer', answer: busy });
		expect(await answer).toEqual(busy);
		expect(last().socket.frames).toEqual([{ kind: 'run', run: block }]);
	});

	it('has no answer without a line', async () => {
		const { line, last } = opened();
		expect(await line.run(block)).toBeUndefined();
		last().socket.open();
		const answer = line.run(block);
		last().socket.end();
		expect(await answer).toBeUndefined();
	});
});

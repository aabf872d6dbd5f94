import { describe, expect, test } from 'vitest';
import {
	type ClientFrame,
	decodeClientFrame,
	decodeServerFrame,
	encodeClientFrame,
	encodeServerFrame,
	FrameError,
	maxInputBytes,
	type ServerFrame,
} from './terminal.ts';

const bytes = new TextEncoder().encode('ls -l\r\n');

test.each<ServerFrame>([
	{ kind: 'output', position: 7_000_000_000, bytes },
	{ kind: 'output', position: 0, bytes: new Uint8Array() },
	{ kind: 'snapshot', position: 12, columns: 80, rows: 24, text: bytes },
	{ kind: 'shell', shell: { state: 'prompt', last: { exitCode: 1, milliseconds: 20, block: 'go#build' } } },
	{ kind: 'run-answer', answer: { lesson: 'go', block: 'build', outcome: 'busy', message: 'm', hint: 'h' } },
])('a server frame comes back as it was sent: $kind', (frame) => {
	expect(decodeServerFrame(encodeServerFrame(frame))).toEqual(frame);
});

test.each<ClientFrame>([
	{ kind: 'input', bytes },
	{ kind: 'acknowledge', position: 7_000_000_000 },
	{ kind: 'resize', columns: 120, rows: 40 },
	{ kind: 'run', run: { lesson: 'go', block: 'build' } },
])('a client frame comes back as it was sent: $kind', (frame) => {
	expect(decodeClientFrame(encodeClientFrame(frame))).toEqual(frame);
});

test('reads a frame that lies inside a larger buffer', () => {
	const frame = encodeClientFrame({ kind: 'resize', columns: 100, rows: 30 });
	const inside = new Uint8Array([9, 9, ...frame, 9]).subarray(2, 2 + frame.length);
	expect(decodeClientFrame(inside)).toEqual({ kind: 'resize', columns: 100, rows: 30 });
});

describe('refuses', () => {
	test.each([
		['nothing', new Uint8Array()],
		['an unknown kind', Uint8Array.of(0x7f)],
		['a server frame', encodeServerFrame({ kind: 'output', position: 1, bytes })],
		['half a position', Uint8Array.of(0x12, 0, 0)],
		['a position beyond exact numbers', Uint8Array.of(0x12, 255, 255, 255, 255, 255, 255, 255, 255)],
		['no columns', encodeClientFrame({ kind: 'resize', columns: 0, rows: 30 })],
		['endless rows', encodeClientFrame({ kind: 'resize', columns: 80, rows: 60_000 })],
		['a text that is no JSON', Uint8Array.of(0x14, 0x7b)],
		['a text that is not UTF-8', Uint8Array.of(0x14, 0xff)],
		['a command in place of a block', new Uint8Array([0x14, ...new TextEncoder().encode('{"command":"ls"}')])],
		['too long an input', encodeClientFrame({ kind: 'input', bytes: new Uint8Array(maxInputBytes + 1) })],
	])('%s', (_, frame) => {
		expect(() => decodeClientFrame(frame)).toThrow(FrameError);
	});

	test('a client frame where the runner speaks', () => {
		expect(() => decodeServerFrame(encodeClientFrame({ kind: 'input', bytes }))).toThrow(FrameError);
	});
});

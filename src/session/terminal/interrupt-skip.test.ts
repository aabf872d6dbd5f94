import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { InterruptSkip } from './interrupt-skip.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const text = (chunk: Uint8Array) => Buffer.from(chunk).toString('latin1');

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open() {
	const shown: string[] = [];
	const back: string[] = [];
	const skip = new InterruptSkip({
		onShown: (chunk) => shown.push(text(chunk)),
		onGivenBack: (chunks) => back.push(chunks.map(text).join('')),
	});
	return { skip, shown, back };
}

it.each([
	['\x03', '^C'],
	['\x1c', '^\\'],
	['\x1a', '^Z'],
])('throws away what comes before the mark of %j', (key, mark) => {
	const { skip, shown, back } = open();
	expect(skip.typed(bytes(key))).toBe(true);
	for (const chunk of ['y\r\n', 'y\r\ny', `y${mark}\r\n$ `]) skip.hold(bytes(chunk));
	expect([shown, back, skip.isHolding]).toEqual([[`\x18${mark}\r\n$ `], [], false]);
});

it('finds a mark that is cut in two', () => {
	const { skip, shown } = open();
	skip.typed(bytes('\x03'));
	for (const chunk of ['y^', 'C\r\n$ ']) skip.hold(bytes(chunk));
	expect(shown).toEqual(['\x18^C\r\n$ ']);
});

it('gives all back to a program that takes the key as any other', () => {
	const { skip, shown, back } = open();
	skip.typed(bytes('\x03'));
	for (const chunk of ['one', 'two']) {
		skip.hold(bytes(chunk));
		vi.advanceTimersByTime(90);
	}
	vi.advanceTimersByTime(10);
	expect([shown, back, skip.isHolding]).toEqual([[], ['onetwo'], false]);
});

it('holds no more than the buffers on the way can have', () => {
	const { skip, back } = open();
	skip.typed(bytes('\x03'));
	const chunk = Buffer.alloc(64 * 1024, 'y');
	let count = 0;
	for (; skip.isHolding && count < 1000; count += 1) skip.hold(chunk);
	expect([count, back[0]?.length]).toEqual([65, 65 * chunk.length]);
});

it.each(['a', '\x03\x03', '\x1b[A', '\x04'])('holds nothing back for %j', (typed) => {
	const { skip } = open();
	expect([skip.typed(bytes(typed)), skip.isHolding]).toEqual([false, false]);
});

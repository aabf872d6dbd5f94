import { describe, expect, it } from 'vitest';
import { BoundedBytes } from './bounded-bytes.ts';
import { Demultiplexer } from './demultiplexer.ts';

function packet(stream: number, text: string): Buffer {
	const payload = Buffer.from(text);
	const header = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
	header.writeUInt32BE(payload.length, 4);
	return Buffer.concat([header, payload]);
}

function split(input: Buffer, size: number): { out: string; err: string } {
	const result = { out: '', err: '' };
	const demultiplexer = new Demultiplexer({
		stdout: (chunk) => {
			result.out += Buffer.from(chunk).toString();
		},
		stderr: (chunk) => {
			result.err += Buffer.from(chunk).toString();
		},
	});
	for (let at = 0; at < input.length; at += size) {
		demultiplexer.write(input.subarray(at, at + size));
	}
	return result;
}

describe('Demultiplexer', () => {
	const input = Buffer.concat([packet(1, 'one '), packet(2, 'oh '), packet(1, ''), packet(1, 'two'), packet(2, 'no')]);

	it.each([1, 3, 8, 11, 1000])('parts the streams of chunks of %i bytes', (size) => {
		expect(split(input, size)).toEqual({ out: 'one two', err: 'oh no' });
	});

	it('passes a payload on before it is complete', () => {
		const large = Buffer.from([1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x61]);
		expect(split(large, 100)).toEqual({ out: 'a', err: '' });
	});
});

describe('BoundedBytes', () => {
	it('keeps up to its limit and says when something did not fit', () => {
		const bytes = new BoundedBytes(10_000);
		expect(bytes.append(Buffer.alloc(6_000, 'a'))).toBe(true);
		expect(bytes.append(Buffer.alloc(4_000, 'b'))).toBe(true);
		expect(bytes.append(new Uint8Array())).toBe(true);
		expect(bytes.append(Buffer.from('c'))).toBe(false);
		expect(Buffer.from(bytes.bytes()).toString()).toBe('a'.repeat(6_000) + 'b'.repeat(4_000));
	});

	it('takes a limit of nothing', () => {
		expect(new BoundedBytes(0).append(Buffer.from('x'))).toBe(false);
	});
});

import { describe, expect, it } from 'vitest';
import { ChunkedBody } from './chunked-body.ts';

function decode(text: string, pieceBytes: number): { content: string; done: boolean } {
	const body = new ChunkedBody();
	let content = '';
	for (let at = 0; at < text.length; at += pieceBytes)
		for (const part of body.push(Buffer.from(text.slice(at, at + pieceBytes)))) content += part.toString();
	return { content, done: body.done };
}

describe.each([1, 2, 3, 7, 100])('in pieces of %d bytes', (pieceBytes) => {
	it('takes sizes, extensions and trailers off', () => {
		const text = '4\r\nWiki\r\nA;x=1\r\n, and\r\n mo\r\n0\r\nTrailer: x\r\n\r\n';
		expect(decode(text, pieceBytes)).toEqual({ content: 'Wiki, and\r\n mo', done: true });
	});

	it('knows a body that is cut', () => {
		expect(decode('4\r\nWiki\r\n', pieceBytes)).toEqual({ content: 'Wiki', done: false });
		expect(decode('4\r\nWi', pieceBytes).done).toBe(false);
		expect(decode('1\r\nW\r\n0\r\n', pieceBytes).done).toBe(false);
	});

	it.each(['x\r\n', '-1\r\n', '3\r\nabcd\r\n', `${'1'.repeat(300)}`, '\r\n'])('refuses %j', (text) => {
		expect(() => decode(text, pieceBytes)).toThrow('its answer');
	});
});

import { expect, it } from 'vitest';
import { EventParser } from './event-parser.ts';

it('puts events together from pieces that break anywhere', () => {
	const text =
		'retry: 1000\n\nid: 1\ndata: {"a":1}\n\n: still running\n\nid: 2\r\ndata: x\r\ndata: y\r\n\r\nevent: end\ndata: {}\n\n';
	const expected = [
		{ name: 'message', id: '1', data: '{"a":1}' },
		{ name: 'message', id: '2', data: 'x\ny' },
		{ name: 'end', id: '2', data: '{}' },
	];
	expect(new EventParser().push(text)).toEqual(expected);
	const slow = new EventParser();
	const pieces = text.replaceAll('\r', '').split('');
	expect(pieces.flatMap((piece) => slow.push(piece))).toEqual(expected);
});

it('keeps an event back until its empty line has come', () => {
	const parser = new EventParser();
	expect(parser.push('data: half')).toEqual([]);
	expect(parser.push('\n')).toEqual([]);
	expect(parser.push('\n')).toEqual([{ name: 'message', id: '', data: 'half' }]);
});

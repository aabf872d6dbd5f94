import { expect, it } from 'vitest';
import { parsePax } from './pax.ts';

const record = (key: string, value: string): string => {
	const body = ` ${key}=${value}\n`;
	let length = Buffer.byteLength(body);
	while (length !== Buffer.byteLength(`${length}${body}`)) length = Buffer.byteLength(`${length}${body}`);
	return `${length}${body}`;
};

it('reads records, whose values may hold = and line ends', () => {
	const bytes = Buffer.from(record('path', 'a=b\nc') + record('size', '12') + record('uid', ''));
	expect([...parsePax(bytes)]).toEqual([
		['path', 'a=b\nc'],
		['size', '12'],
		['uid', ''],
	]);
});

it('ends at padding', () => {
	expect([...parsePax(Buffer.from(`${record('path', 'ä')}\0\0`))]).toEqual([['path', 'ä']]);
});

it.each(['x', '5', '0 a=b\n', '99 path=b\n', '7 path\n', '9 path=bX', '99999999999 a=b\n', '3 a=b\n', '-9 path=b\n'])(
	'refuses %j',
	(text) => {
		expect(() => parsePax(Buffer.from(text))).toThrow('damaged');
	},
);

import { describe, expect, it } from 'vitest';
import { browserHeaders, programHeaders } from './preview-headers.ts';

const frames = ['http://127.0.0.1:4321'];

describe('programHeaders', () => {
	it('leave out what belongs to the connection, and the course’s cookies', () => {
		const raw = [
			'Host',
			'x:1',
			'Connection',
			'keep-alive, X-Once',
			'X-Once',
			'1',
			'TE',
			'gzip',
			'Expect',
			'100-continue',
		];
		const more = ['Cookie', 'stagecraft-1=s; a=b', 'Cookie', 'stagecraft-2=s', 'Accept', 'a', 'Accept', 'b'];
		expect(programHeaders([...raw, ...more], false)).toEqual([
			'Host',
			'x:1',
			'Cookie',
			'a=b',
			'Accept',
			'a',
			'Accept',
			'b',
			'Connection',
			'close',
		]);
	});

	it('ask for a WebSocket where the browser does', () => {
		const raw = ['Connection', 'Upgrade', 'Upgrade', 'websocket', 'Sec-WebSocket-Key', 'k'];
		expect(programHeaders(raw, true)).toEqual([
			'Sec-WebSocket-Key',
			'k',
			'Connection',
			'Upgrade',
			'Upgrade',
			'websocket',
		]);
	});
});

describe('browserHeaders', () => {
	it('let the course show the program in a frame, and nobody else', () => {
		const raw = ['X-Frame-Options', 'DENY', 'Content-Security-Policy', "default-src 'self'; frame-ancestors 'none'"];
		expect(browserHeaders([...raw, 'Content-Security-Policy', "frame-ancestors 'none'"], frames)).toEqual([
			'Content-Security-Policy',
			"default-src 'self'",
			'Content-Security-Policy',
			'frame-ancestors http://127.0.0.1:4321',
		]);
	});

	it('withhold what reaches beyond the program', () => {
		const raw = ['Clear-Site-Data', '"cookies"', 'Service-Worker-Allowed', '/', 'Transfer-Encoding', 'chunked'];
		const cookies = ['Set-Cookie', 'a=1', 'Set-Cookie', 'stagecraft-4321=x', 'Set-Cookie', 'b=2; Domain=localhost'];
		expect(browserHeaders([...raw, ...cookies, 'ETag', 'e'], [], true)).toEqual([
			'Set-Cookie',
			'a=1',
			'Set-Cookie',
			'b=2',
			'ETag',
			'e',
			'Connection',
			'Upgrade',
			'Upgrade',
			'websocket',
		]);
	});
});

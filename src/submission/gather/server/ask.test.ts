import { Duplex, duplexPair } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { HttpCase } from '#lab/probe-schema.ts';
import { ask } from './ask.ts';

const limits = { milliseconds: 5_000, bodyBytes: 100 };
const question: Pick<HttpCase, 'method' | 'path' | 'headers' | 'body'> = {
	method: 'GET',
	path: '/api/square/12',
	headers: {},
	body: '',
};

/** A connection whose other end reads the head of the question, and then answers so. */
function server(answer: string | ((other: Duplex) => void)): { connection: Duplex; asked: Promise<string> } {
	const [connection, other] = duplexPair();
	const asked = new Promise<string>((resolve) => {
		let text = '';
		other.on('data', (chunk: Buffer) => {
			text += chunk.toString('latin1');
			const end = text.indexOf('\r\n\r\n');
			const length = Number(/content-length: (\d+)/.exec(text)?.[1] ?? 0);
			if (end === -1 || text.length < end + 4 + length) return;
			resolve(Buffer.from(text, 'latin1').toString('utf8'));
			if (typeof answer === 'string') other.end(answer);
			else answer(other);
		});
	});
	return { connection, asked };
}

describe('ask', () => {
	it('gives status, type and body', async () => {
		const text = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{"square":144}';
		const { connection, asked } = server(text);
		expect(await ask(connection, question, limits)).toEqual({
			outcome: 'answered',
			status: 200,
			contentType: 'application/json',
			body: '{"square":144}',
		});
		expect(await asked).toBe('GET /api/square/12 HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n');
		expect(connection.destroyed).toBe(true);
	});

	it('sends a body and headers', async () => {
		const { connection, asked } = server('HTTP/1.1 204 No Content\r\n\r\n');
		const post = { ...question, method: 'POST', headers: { accept: 'text/plain' }, body: 'größe' } as const;
		expect(await ask(connection, post, limits)).toMatchObject({ outcome: 'answered', status: 204, body: '' });
		expect(await asked).toContain('content-length: 7\r\naccept: text/plain\r\n\r\ngröße');
	});

	it('reads an answer in pieces', async () => {
		const text = 'HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n there\r\n0\r\n\r\n';
		const { connection } = server(text);
		expect(await ask(connection, question, limits)).toMatchObject({ status: 400, body: 'hello there' });
	});

	it.each<[string, string | ((other: Duplex) => void), string]>([
		['hangs up', (other) => other.end(), 'closed'],
		['breaks off', 'HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf of', 'closed'],
		['speaks another language', 'SSH-2.0-OpenSSH_10.0\r\n', 'not-http'],
		['does not end', `HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(101)}`, 'too-large'],
	])('tells that the other side %s', async (_name, answer, outcome) => {
		expect(await ask(server(answer).connection, question, limits)).toEqual({ outcome });
	});

	it.each<[string, (other: Duplex) => void]>([
		['anything', () => undefined],
		['the rest', (other) => void other.write('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf of')],
	])('does not wait longer than it may for %s', async (_name, answer) => {
		expect(await ask(server(answer).connection, question, { ...limits, milliseconds: 20 })).toEqual({
			outcome: 'timed-out',
		});
	});

	it('takes a connection that fails for one that was closed', async () => {
		const connection = new Duplex({
			read: () => undefined,
			write: (_chunk, _encoding, done) => done(new Error('gone')),
		});
		expect(await ask(connection, question, limits)).toEqual({ outcome: 'closed' });
	});
});

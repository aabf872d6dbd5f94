import { createServer, type IncomingMessage } from 'node:http';
import { type Duplex, duplexPair } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { upgradeBody } from './upgrade-body.ts';

/** A request for an upgrade whose bytes come in these pieces; the first ones hold the head. */
async function read(pieces: readonly string[]): Promise<{ body: string; rest: string }> {
	const [learner, gateway] = duplexPair();
	const server = createServer();
	const { promise, resolve, reject } = Promise.withResolvers<{ body: string; rest: string }>();
	promise.catch(() => undefined);
	server.on('upgrade', (request: IncomingMessage, socket: Duplex, first: Buffer) => {
		upgradeBody(request, socket, first).then(
			({ body, rest }) => resolve({ body: body.toString(), rest: rest.toString() }),
			reject,
		);
	});
	server.emit('connection', gateway);
	for (const piece of pieces) {
		if (piece === '') learner.end();
		else if (piece === '-') await turn();
		else learner.write(piece);
	}
	return await promise;
}

function head(length: number | string): string {
	return `POST /exec/1/start HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: ${length}\r\n\r\n`;
}

describe('upgradeBody', () => {
	it.each([
		['with the head', [`${head(5)}helloRAW`]],
		['right after the head', [head(5), 'hello', 'RAW']],
		['later', [head(5), '-', 'hello', '-', 'RAW']],
		['in pieces', [`${head(5)}h`, 'el', '-', 'loRAW']],
	])('reads a body that comes %s, and no byte more', async (_, pieces) => {
		const { body, rest } = await read(pieces);
		expect(body).toBe('hello');
		expect('RAW').toMatch(new RegExp(`^${rest}`));
	});

	it('needs none', async () => {
		expect(await read([`${head(0)}RAW`])).toEqual({ body: '', rest: 'RAW' });
	});

	it('says that a body is too long, cut off, or of no stated length', async () => {
		await expect(read([head(2_000_000)])).rejects.toMatchObject({ status: 413 });
		await expect(read([head(5), 'he', ''])).rejects.toMatchObject({ status: 400 });
		const chunked = head(0).replace('Content-Length: 0', 'Transfer-Encoding: chunked');
		await expect(read([`${chunked}5\r\nhello\r\n0\r\n\r\n`])).rejects.toMatchObject({ status: 400 });
	});
});

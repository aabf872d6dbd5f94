import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { expect, it } from 'vitest';
import { allOf } from '../../../tests/helpers/all-of.ts';
import { download } from './download.ts';

const mebibyte = 1024 ** 2;

async function serving(answer: RequestListener): Promise<AsyncDisposable & { readonly port: number }> {
	const server = createServer(answer).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		[Symbol.asyncDispose]: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

/** A server that answers with these bytes, whatever it is asked, and closes the connection. */
async function answering(text: string): Promise<AsyncDisposable & { readonly port: number }> {
	const server = createSocketServer((socket) => {
		socket.on('error', () => undefined);
		socket.once('data', () => socket.end(text));
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		[Symbol.asyncDispose]: async () => {
			server.close();
			await once(server, 'close');
		},
	};
}

async function get(port: number, signal?: AbortSignal): Promise<Buffer> {
	const pieces: Buffer[] = [];
	for await (const piece of await download({ host: '127.0.0.1', port }, '/images/x/get', signal))
		pieces.push(Buffer.from(piece));
	return Buffer.concat(pieces);
}

it.each([
	['in chunks', {}],
	['with a length', { 'Content-Length': 3 * mebibyte }],
])('gives a large answer %s as it was sent', async (_name, headers) => {
	const content = Buffer.from(Array.from({ length: 3 * mebibyte }, (_, index) => (index * 31) % 251));
	await using server = await serving((request, response) => {
		expect(request.url).toBe('/images/x/get');
		response.writeHead(200, headers);
		for (let at = 0; at < content.length; at += 50_000) response.write(content.subarray(at, at + 50_000));
		response.end();
	});
	expect((await get(server.port)).equals(content)).toBe(true);
});

it('uses one buffer for all pieces', async () => {
	await using server = await serving((_request, response) => response.end(Buffer.alloc(mebibyte)));
	const pieces = await allOf(await download({ host: '127.0.0.1', port: server.port }, '/'));
	expect(pieces.length).toBeGreaterThan(5);
	// The first may be what came with the head.
	expect(new Set(pieces.slice(1).map((piece) => piece.buffer)).size).toBe(1);
});

it('rejects with what the engine says', async () => {
	await using server = await serving((_request, response) => {
		response.writeHead(404).end(JSON.stringify({ message: 'no such image: x' }));
	});
	await expect(get(server.port)).rejects.toMatchObject({ status: 404, message: 'no such image: x' });
});

it.each([
	['a chunk is cut', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nabc', 'lost in the middle'],
	[
		'the last chunk is missing',
		'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n',
		'lost in the middle',
	],
	['bytes are missing', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc', 'lost in the middle'],
	['there is no answer', '', 'without an answer'],
	['it is no HTTP', 'SSH-2.0-OpenSSH\r\n\r\n', 'does not look like HTTP'],
])('fails when %s', async (_name, text, message) => {
	await using server = await answering(text);
	await expect(get(server.port)).rejects.toThrow(message);
});

it('fails when nobody listens', async () => {
	const { port } = await serving(() => undefined).then(async (server) => {
		await server[Symbol.asyncDispose]();
		return server;
	});
	await expect(get(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

it('stops when it is told to, before and in the middle', async () => {
	await using server = await serving((_request, response) => void response.write('first'));
	await expect(get(server.port, AbortSignal.abort())).rejects.toThrow('stopped');
	const stop = new AbortController();
	const body = await download({ host: '127.0.0.1', port: server.port }, '/', stop.signal);
	const read = allOf(body);
	stop.abort();
	await expect(read).rejects.toThrow('stopped');
});

it('lets go of the connection when it is destroyed', async () => {
	const closed = Promise.withResolvers<void>();
	await using server = await serving((request, response) => {
		request.socket.on('close', () => closed.resolve());
		response.write('first');
	});
	const body = await download({ host: '127.0.0.1', port: server.port }, '/');
	body.destroy();
	await closed.promise;
});

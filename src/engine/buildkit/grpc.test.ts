import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';
import { type Duplex, duplexPair } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { rpcStatusCodec } from './error-messages.ts';
import { GrpcClient } from './grpc-client.ts';
import { type GrpcHandler, serveGrpc } from './grpc-server.ts';
import { failureIn, GrpcError, grpcCode } from './grpc-status.ts';

const echo: GrpcHandler = async (call) => {
	for await (const message of call.messages) {
		await call.send(message);
		await call.send(Buffer.from('again'));
	}
};

function pair(handlers: Readonly<Record<string, GrpcHandler>>) {
	const [ours, theirs] = duplexPair();
	const server = serveGrpc(theirs, new Map(Object.entries(handlers)));
	return { client: new GrpcClient(ours), server };
}

/** Connections of the kind that the engine's are. */
async function listen() {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		connect: async () => {
			const accepted = once(server, 'connection') as Promise<[Socket]>;
			const ours = createConnection({ host: '127.0.0.1', port });
			const [[theirs]] = await Promise.all([accepted, once(ours, 'connect')]);
			return { ours, theirs };
		},
		[Symbol.dispose]: () => void server.close(),
	};
}

const text = (message: Uint8Array) => Buffer.from(message).toString();

describe('calls over one connection', () => {
	it('carry messages both ways, also large ones and several calls at a time', async () => {
		const { client, server } = pair({ '/echo': echo });
		using _client = client;
		using _server = server;
		const large = Buffer.alloc(1_000_000, 'x');
		const answers = await Promise.all([client.unary('/echo', large), client.unary('/echo', Buffer.from('b'))]);
		expect(answers.map((answer) => answer.length)).toEqual([large.length, 1]);
		const messages: string[] = [];
		for await (const message of client.stream('/echo', Buffer.from('c'))) {
			messages.push(text(message));
		}
		expect(messages).toEqual(['c', 'again']);
	});

	it('carry failures', async () => {
		const fail: GrpcHandler = () => Promise.reject(new GrpcError(grpcCode.notFound, 'nö, "nothing" here'));
		const { client, server } = pair({ '/fail': fail });
		using _client = client;
		using _server = server;
		const failed = client.unary('/fail', new Uint8Array());
		await expect(failed).rejects.toMatchObject({ code: grpcCode.notFound, message: 'nö, "nothing" here' });
		const unknown = client.unary('/secrets', new Uint8Array());
		await expect(unknown).rejects.toMatchObject({ code: grpcCode.unimplemented });
	});

	it('carry the details of a failure', async () => {
		const details = [{ type_url: 'errdefs.Source', value: Buffer.alloc(30_000, 'x') }];
		const fail: GrpcHandler = () => Promise.reject(new GrpcError(grpcCode.unknown, 'no', details));
		const { client, server } = pair({ '/fail': fail });
		using _client = client;
		using _server = server;
		const failure = await client.unary('/fail', new Uint8Array()).catch((error: unknown) => error);
		expect(failure).toMatchObject({ message: 'no', details: [{ type_url: 'errdefs.Source' }] });
	});

	it('carry many values of one key, each for itself', async () => {
		const count: GrpcHandler = async (call) => {
			await call.send(Buffer.from(JSON.stringify(call.metadata.get('exclude-patterns'))));
		};
		const { client, server } = pair({ '/count': count });
		using _client = client;
		using _server = server;
		const patterns = Array.from({ length: 3000 }, (_, index) => `folder/*.${index}, and more`);
		const answer = await client.unary('/count', new Uint8Array(), { metadata: { 'exclude-patterns': patterns } });
		expect(JSON.parse(text(answer))).toEqual(patterns);
	});

	const ask = (socket: Duplex): Disposable => new GrpcClient(socket);
	const serve = (socket: Duplex): Disposable => serveGrpc(socket, new Map());
	const nothing = () => undefined;
	const word = (socket: Duplex) => once(socket, 'readable');
	it.each([
		['by the one who asks, who has heard nothing', ask, serve, nothing],
		['by the one who asks, who has heard a first word', ask, serve, word],
		['by the one who answers, who has heard nothing', serve, ask, nothing],
		['by the one who answers, who has heard a first word', serve, ask, word],
	])('may be ended before they begin, %s', async (_by, near, far, heard) => {
		const faults: unknown[] = [];
		const note = (error: unknown): void => void faults.push(error);
		process.prependListener('uncaughtException', note);
		using listener = await listen();
		try {
			const { ours, theirs } = await listener.connect();
			using _far = far(theirs);
			await heard(ours);
			near(ours)[Symbol.dispose]();
			// The events of that one have come by the time that another one has carried a call.
			const { client, server } = pair({ '/echo': echo });
			using _client = client;
			using _server = server;
			await client.unary('/echo', new Uint8Array());
		} finally {
			process.off('uncaughtException', note);
		}
		expect(faults).toEqual([]);
	});

	it('go both ways as each side likes, and tell the handler when they are given up', async () => {
		const given = Promise.withResolvers<void>();
		const talk: GrpcHandler = async (call) => {
			call.signal.addEventListener('abort', () => given.resolve());
			await echo(call);
		};
		const { client, server } = pair({ '/talk': talk });
		using _client = client;
		using _server = server;
		const call = client.open('/talk');
		const answers = call.messages[Symbol.asyncIterator]();
		for (const word of ['one', 'two']) {
			await call.send(Buffer.from(word));
			expect(text((await answers.next()).value)).toBe(word);
			expect(text((await answers.next()).value)).toBe('again');
		}
		call.cancel();
		await given.promise;
	});

	it('are over for the caller once they are answered, though the caller has more to say', async () => {
		const first: GrpcHandler = async (call) => call.send(Buffer.from('enough'));
		const { client, server } = pair({ '/first': first });
		using _client = client;
		using _server = server;
		const call = client.open('/first');
		await call.send(Buffer.from('one'));
		const answers: string[] = [];
		for await (const message of call.messages) answers.push(text(message));
		expect(answers).toEqual(['enough']);
		call.end();
	});

	it('let a handler stop reading and still answer', async () => {
		const first: GrpcHandler = async (call) => {
			for await (const message of call.messages) {
				await call.send(message);
				return;
			}
		};
		const { client, server } = pair({ '/first': first });
		using _client = client;
		using _server = server;
		expect(text(await client.unary('/first', Buffer.from('a')))).toBe('a');
	});

	it('end when they are cancelled, and when the connection is lost', async () => {
		const started = Promise.withResolvers<void>();
		const hang: GrpcHandler = () => {
			started.resolve();
			return new Promise(() => undefined);
		};
		const { client, server } = pair({ '/hang': hang });
		using _client = client;
		const abort = new AbortController();
		const call = client.unary('/hang', new Uint8Array(), abort.signal);
		await started.promise;
		abort.abort();
		await expect(call).rejects.toThrow(/abort/i);
		const lost = client.unary('/hang', new Uint8Array());
		server[Symbol.dispose]();
		await expect(lost).rejects.toThrow();
	});
});

describe('failureIn', () => {
	it('takes the full message and the details from the binary status', () => {
		const details = [{ type_url: 'x', value: Buffer.from('y') }];
		const status = rpcStatusCodec.encode({ code: 2, message: 'in full', details });
		const failure = failureIn({
			'grpc-status': '2',
			'grpc-message': 'cut',
			'grpc-status-details-bin': Buffer.from(status).toString('base64').replace(/=+$/, ''),
		});
		expect(failure).toMatchObject({ code: 2, message: 'in full', details: [{ type_url: 'x' }] });
	});

	it('decodes messages and survives broken ones', () => {
		expect(failureIn({ 'grpc-status': '2', 'grpc-message': 'a%20%C3%A9' })?.message).toBe('a é');
		expect(failureIn({ 'grpc-status': '2', 'grpc-message': '100%' })?.message).toBe('100%');
		expect(failureIn({ 'grpc-status': '0' })).toBeUndefined();
		expect(failureIn({})).toMatchObject({ code: grpcCode.unavailable });
	});
});

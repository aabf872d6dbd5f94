import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { previewKeyParameter } from '#protocol/preview-address.ts';
import { askForUpgrade } from '../../../tests/helpers/course-line.ts';
import { learnerProgram, mirror } from '../../../tests/helpers/learner-program.ts';
import { PreviewServer } from './preview-server.ts';

const course = 'http://127.0.0.1:4321';

async function preview(answer = mirror, dial?: () => ReturnType<Awaited<ReturnType<typeof learnerProgram>>['dial']>) {
	const program = await learnerProgram(answer);
	const faults: unknown[] = [];
	const target = { container: 'web', port: 8080, containerPort: 5000, dial: dial ?? program.dial };
	const options = { host: '127.0.0.1', courseOrigins: () => [course], onFault: (error: unknown) => faults.push(error) };
	const server = await PreviewServer.open(target, options);
	onTestFinished(async () => {
		await server[Symbol.asyncDispose]();
		await program[Symbol.asyncDispose]();
		expect(faults).toEqual([]);
	});
	const { host, port, searchParams, href } = new URL(server.url);
	const key = searchParams.get(previewKeyParameter) ?? '';
	return { server, href, host, port: Number(port), key, cookie: `stagecraft-preview-${port}=${key}` };
}

type Preview = Awaited<ReturnType<typeof preview>>;

/** As a browser asks that has the key; `fetch` would not send these fields. */
async function ask(at: Preview, path: string, headers: Record<string, string> = {}, method = 'GET', body = '') {
	const fields = { host: at.host, cookie: at.cookie, ...headers };
	const asked = httpRequest({ host: '127.0.0.1', port: at.port, path, method, headers: fields, agent: false });
	asked.end(body);
	const [answer] = await once(asked, 'response');
	let text = '';
	for await (const chunk of answer) text += chunk;
	return { status: answer.statusCode as number, headers: answer.headers, text };
}

describe('who may look at a preview', () => {
	it('is a browser that comes with the key once, and has it in a cookie then', async () => {
		const at = await preview();
		const first = await fetch(at.href, { redirect: 'manual' });
		expect([first.status, first.headers.get('location')]).toEqual([303, '/']);
		expect(first.headers.get('set-cookie')).toBe(`${at.cookie}; Path=/; HttpOnly; SameSite=Strict`);
		expect(first.headers.get('referrer-policy')).toBe('no-referrer');
		expect((await ask(at, '/x?y=1')).status).toBe(200);
		expect((await ask(at, '/', { cookie: `other=1; stagecraft-preview-${at.port}=old; ${at.cookie}` })).status).toBe(
			200,
		);
	});

	it('keeps the rest of the address, and leads nowhere else', async () => {
		const at = await preview();
		for (const [path, location] of [
			['/square/7?a=1&stagecraft-key=KEY&b=%20', '/square/7?a=1&b=+'],
			['//evil.example/x?stagecraft-key=KEY', '/evil.example/x'],
			['/\\evil.example?stagecraft-key=KEY', '/evil.example'],
			['/%2f%2fevil.example?stagecraft-key=KEY', '/%2f%2fevil.example'],
		] as const) {
			const { headers } = await ask(at, path.replace('KEY', at.key), { cookie: '' });
			expect(headers.location).toBe(location);
		}
	});

	it.each<[string, string, Record<string, string>, number]>([
		['without the key', '/', { cookie: '' }, 403],
		['with another key', '/?stagecraft-key=guess', { cookie: '' }, 403],
		['with the cookie of another preview', '/', { cookie: 'stagecraft-preview-1=x; stagecraft-4321=secret' }, 403],
		['under a foreign name', '/', { host: 'evil.example' }, 421],
		['under another port', '/', { host: '127.0.0.1:4321' }, 421],
		['for a service worker', '/worker.js', { 'service-worker': 'script' }, 403],
	])('is nobody %s', async (_what, path, headers, status) => {
		const at = await preview((_request, response) => response.end('the program'));
		const answer = await ask(at, path, headers);
		expect([answer.status, answer.text.includes('the program')]).toEqual([status, false]);
		expect(answer.headers['content-security-policy']).toContain(`frame-ancestors ${course}`);
		expect(answer.headers['set-cookie']).toBeUndefined();
	});
});

describe('a preview', () => {
	it('passes requests on as they are, without the course’s cookies', async () => {
		const at = await preview();
		const headers = { cookie: `${at.cookie}; stagecraft-4321=secret; theme=dark`, 'x-own': '1' };
		const { text } = await ask(at, '/api//a%2fb?q=%20', { ...headers, 'transfer-encoding': 'chunked' }, 'PUT', 'body');
		const got = JSON.parse(text);
		expect(got).toMatchObject({ method: 'PUT', url: '/api//a%2fb?q=%20', body: 'body' });
		expect(got.headers).toMatchObject({ host: at.host, cookie: 'theme=dark', 'x-own': '1' });
	});

	it('passes answers on, fit for a frame of the course', async () => {
		const at = await preview((_request, response) => {
			response.writeHead(201, [
				['set-cookie', 'a=1'],
				['set-cookie', 'stagecraft-4321=x'],
				['x-frame-options', 'DENY'],
				['content-length', '2'],
			]);
			response.end('ok');
		});
		const { status, headers, text } = await ask(at, '/');
		expect([status, text, headers['set-cookie'], headers['x-frame-options']]).toEqual([201, 'ok', ['a=1'], undefined]);
		expect(headers['content-security-policy']).toBe(`frame-ancestors ${course}`);
	});

	it('passes a stream on while it goes, and ends it when the browser leaves', async () => {
		const { promise: left, resolve } = Promise.withResolvers<void>();
		const at = await preview((_request, response) => {
			response.on('close', resolve);
			response.write('data: first\n\n');
		});
		const asked = httpRequest({ host: '127.0.0.1', port: at.port, headers: { host: at.host, cookie: at.cookie } });
		asked.end();
		const [answer] = await once(asked, 'response');
		const [chunk] = await once(answer, 'data');
		expect(String(chunk)).toBe('data: first\n\n');
		asked.destroy();
		await left;
	});

	it('passes a WebSocket on, from its own pages alone', async () => {
		const at = await preview();
		const headers = { host: at.host, cookie: `${at.cookie}; stagecraft-4321=s; a=b`, origin: `http://${at.host}` };
		const init = { headers } as unknown as string[];
		const socket = new WebSocket(`ws://${at.host}/live`, init);
		const [{ data }] = await once(socket, 'message');
		expect(data).toBe('a=b');
		const closed = once(socket, 'close');
		socket.send('bye');
		await closed;
		for (const changes of [{ origin: course }, { origin: 'http://evil.example' }, { cookie: '' }]) {
			expect((await askForUpgrade(at.port, '/live', { ...headers, ...changes })).status).toBe(403);
		}
		expect((await askForUpgrade(at.port, '/live', { ...headers, host: 'evil.example' })).status).toBe(421);
	});

	it('says what to check where nobody listens', async () => {
		const gone = async () => {
			const socket = connect({ host: '127.0.0.1', port: 1 });
			await once(socket, 'connect');
			return socket;
		};
		const at = await preview(mirror, gone);
		const { status, text } = await ask(at, '/');
		expect(status).toBe(502);
		for (const part of ['port 5000', '<code>web</code>', '0.0.0.0', '-p 8080:5000', 'docker logs web', 'refresh']) {
			expect(text).toContain(part);
		}
		const headers = { host: at.host, cookie: at.cookie, origin: `http://${at.host}` };
		expect((await askForUpgrade(at.port, '/live', headers)).status).toBe(502);
	});

	it('says so where somebody hangs up, or speaks no HTTP', async () => {
		for (const words of ['', 'SSH-2.0-OpenSSH\r\n']) {
			const server = createServer((socket) => socket.end(words)).listen(0, '127.0.0.1');
			onTestFinished(() => void server.close());
			await once(server, 'listening');
			const { port } = server.address() as { port: number };
			const at = await preview(mirror, async () => {
				const socket = connect({ host: '127.0.0.1', port });
				await once(socket, 'connect');
				return socket;
			});
			const { status, text } = await ask(at, '/');
			expect([status, text.includes('does not answer')]).toEqual([504, true]);
		}
	});

	it('ends with all its connections', async () => {
		const at = await preview();
		const headers = { host: at.host, cookie: at.cookie, origin: `http://${at.host}` };
		const socket = new WebSocket(`ws://${at.host}/live`, { headers } as unknown as string[]);
		await once(socket, 'message');
		const closed = once(socket, 'close');
		await at.server[Symbol.asyncDispose]();
		await closed;
		await expect(fetch(at.href)).rejects.toThrow();
	});
});

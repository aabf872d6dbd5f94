/** The app on a real port, and lines to its terminals as a browser opens them. */
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { onTestFinished } from 'vitest';
import type { ClientFrame } from '#protocol/terminal.ts';
import { decodeServerFrame, encodeClientFrame } from '#protocol/terminal.ts';
import { createApp } from '#runner/app.ts';
import type { AppDependencies } from '#runner/dependencies.ts';
import { fakeDependencies } from './fake-course.ts';
import { FakePage } from './fake-terminal.ts';

export async function listeningCourse(changes: Partial<AppDependencies> = {}) {
	let port: number | undefined;
	const app = await createApp(fakeDependencies({ siteDir: tmpdir(), port: () => port, ...changes }));
	await app.listen({ host: '127.0.0.1', port: 0 });
	port = (app.server.address() as AddressInfo).port;
	onTestFinished(() => app.close());
	return { app, port, host: `127.0.0.1:${port}`, cookie: `stagecraft-${port}=secret` };
}

export type ListeningCourse = Awaited<ReturnType<typeof listeningCourse>>;

/** Header fields of an upgrade as a page of the course sends it. */
export function pageHeaders({ host, cookie }: ListeningCourse): Record<string, string> {
	return { host, cookie, origin: `http://${host}` };
}

/** What the course answers to an upgrade: 101, or the status and body of its refusal. */
export async function askForUpgrade(port: number, path: string, headers: Record<string, string>) {
	const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>();
	const fields = {
		connection: 'Upgrade',
		upgrade: 'websocket',
		'sec-websocket-version': '13',
		'sec-websocket-key': Buffer.alloc(16).toString('base64'),
		...headers,
	};
	const asked = request({ host: '127.0.0.1', port, path, headers: fields, agent: false });
	asked.on('error', reject);
	asked.on('upgrade', (answer, socket) => {
		socket.destroy();
		resolve({ status: answer.statusCode ?? 0, body: '' });
	});
	asked.on('response', (answer) => {
		let body = '';
		answer.on('data', (text: Buffer) => (body += text.toString()));
		answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
	});
	asked.end();
	return await promise;
}

/** A page at a terminal over a real WebSocket. */
export class LinePage extends FakePage {
	readonly socket: WebSocket;
	/** Code and reason, once the line is closed. */
	readonly closed: Promise<{ readonly code: number; readonly reason: string }>;

	constructor(course: ListeningCourse, path: string, headers = pageHeaders(course)) {
		super();
		// The second argument is one of Node's own; a browser sends these fields by itself.
		const init = { headers } as unknown as string[];
		this.socket = new WebSocket(`ws://${course.host}${path}`, init);
		this.socket.binaryType = 'arraybuffer';
		const { promise, resolve } = Promise.withResolvers<{ code: number; reason: string }>();
		this.closed = promise;
		this.socket.onclose = ({ code, reason }) => resolve({ code, reason });
		this.socket.onmessage = ({ data }) => this.send(decodeServerFrame(new Uint8Array(data as ArrayBuffer)));
		this.connection = { receive: (frame) => this.give(frame), [Symbol.dispose]: () => this.socket.close() };
		onTestFinished(() => this.socket.close());
	}

	/** Resolves when the line is open; rejects when it is refused. */
	async opened(): Promise<this> {
		const { promise, resolve, reject } = Promise.withResolvers<this>();
		if (this.socket.readyState === WebSocket.OPEN) resolve(this);
		this.socket.onopen = () => resolve(this);
		this.socket.onerror = () => reject(new Error('the line was refused'));
		return await promise;
	}

	give(frame: ClientFrame): void {
		if (this.socket.readyState === WebSocket.OPEN) this.socket.send(encodeClientFrame(frame));
	}

	type(text: string): void {
		this.give({ kind: 'input', bytes: Buffer.from(text) });
	}
}

import type { IncomingHttpHeaders } from 'node:http';
import type { Duplex } from 'node:stream';
import { serveGrpc } from '#engine/buildkit/grpc-server.ts';
import { BuildHouse, type BuildOptions } from './build-house.ts';
import { buildService } from './build-service.ts';
import { BuildTable } from './build-table.ts';
import { CommandSession } from './command-session.ts';
import { buildLimits } from './limits.ts';
import { WaitingTable } from './waiting-table.ts';

/** Calls at a time on one connection: a build makes five. */
const calls = 32;

const switching = 'HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n';

/**
 * The builds of one session: stands between the learner's docker command and the engine's BuildKit on the two kinds of
 * connection that a build opens. Disposing ends them all.
 */
export class BuildMediator implements AsyncDisposable {
	readonly #house: BuildHouse;
	readonly #sessions = new WaitingTable<CommandSession>();
	readonly #builds = new BuildTable();
	readonly #connections = new Set<Duplex>();

	constructor(options: BuildOptions) {
		this.#house = new BuildHouse(options);
	}

	/**
	 * Takes a connection over whose request asked to switch to `h2c`, and answers it.
	 *
	 * @param headers of the request; nothing of its body may be read.
	 * @param head bytes that came behind the request.
	 * @returns when the connection has ended. Never throws.
	 */
	async upgrade(path: '/grpc' | '/session', headers: IncomingHttpHeaders, socket: Duplex, head: Buffer): Promise<void> {
		const closed = new Promise<void>((resolve) => socket.once('close', resolve));
		socket.on('error', () => undefined);
		// Nobody waits for an answer on a connection whose other half has ended.
		socket.once('end', () => socket.destroy());
		this.#connections.add(socket);
		if (head.length > 0) socket.unshift(head);
		using _served = path === '/grpc' ? this.#serveControl(socket) : this.#attach(headers, socket);
		await closed;
		this.#connections.delete(socket);
	}

	#serveControl(socket: Duplex): Disposable {
		socket.write(switching);
		const handlers = buildService(this.#house, this.#sessions, this.#builds);
		return serveGrpc(socket, handlers, { calls, messageBytes: buildLimits.requestBytes });
	}

	/** On this connection the docker command serves, and we call. */
	#attach(headers: IncomingHttpHeaders, socket: Duplex): Disposable {
		const id = headerOf(headers, 'uuid');
		if (!/^[\w-]+$/.test(id) || id.length > buildLimits.idLength) {
			return refuseConnection(socket, 400, 'This is no session of a docker command.');
		}
		if (this.#sessions.has(id)) return refuseConnection(socket, 409, 'A session of this name is open already.');
		if (this.#sessions.size >= buildLimits.sessions) {
			return refuseConnection(socket, 429, 'Too many builds at a time. Wait for one to end.');
		}
		socket.write(switching);
		const sharedKey = this.#house.hash(headerOf(headers, 'sharedkey'));
		const methods = headerOf(headers, 'grpc-method')
			.split(',')
			.map((method) => method.trim());
		const session = new CommandSession(id, sharedKey, methods, socket);
		this.#sessions.set(id, session);
		return {
			[Symbol.dispose]: () => {
				this.#sessions.delete(id, session);
				session[Symbol.dispose]();
			},
		};
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#builds.cancelAll();
		for (const socket of this.#connections) socket.destroy();
		await this.#house[Symbol.asyncDispose]();
	}
}

function headerOf(headers: IncomingHttpHeaders, name: string): string {
	const value = headers[`x-docker-expose-session-${name}`];
	return Array.isArray(value) ? value.join(',') : (value ?? '');
}

function refuseConnection(socket: Duplex, status: number, message: string): Disposable {
	const body = JSON.stringify({ message });
	const head = `HTTP/1.1 ${status} Refused\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}`;
	socket.end(`${head}\r\nConnection: close\r\n\r\n${body}`, () => socket.destroy());
	return { [Symbol.dispose]: () => undefined };
}

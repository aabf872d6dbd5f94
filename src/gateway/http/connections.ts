import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Dispatcher } from './dispatcher.ts';
import { rawAnswer } from './raw-answer.ts';

/** Bytes of a request's head. A path of a container's file system takes up to 12 KB, encoded. */
const headBytes = 20 * 1024;

/** The learner's connections, on a server that listens nowhere: connections are handed to it. */
export class Connections implements Disposable {
	readonly #server: Server;
	readonly #open = new Set<Duplex>();
	readonly #limit: number;
	/** Connections with a request that is not answered yet. */
	readonly #busy = new WeakSet<Duplex>();

	constructor(dispatcher: Dispatcher, limit: number) {
		this.#limit = limit;
		// Idle connections of the docker command are its own to close.
		this.#server = createServer({
			maxHeaderSize: headBytes,
			keepAliveTimeout: 0,
			requestTimeout: 0,
			headersTimeout: 0,
		});
		this.#server.on('request', (request, response) => {
			if (this.#enter(request, response)) void dispatcher.plain(request, response);
		});
		this.#server.on('upgrade', (request, socket, head) => {
			if (this.#busy.has(socket)) socket.destroy();
			else void dispatcher.upgrade(request, socket, head);
		});
		this.#server.on('clientError', (_error, socket) => rawAnswer(socket, 400, 'The request is no HTTP request.'));
	}

	/** Takes a connection. Never throws; what is wrong with it is answered on it. */
	accept(connection: Duplex): void {
		connection.on('error', () => undefined);
		if (this.#open.size >= this.#limit) {
			rawAnswer(connection, 503, `More than ${this.#limit} connections are open. End some docker commands first.`);
			return;
		}
		this.#open.add(connection);
		connection.once('close', () => this.#open.delete(connection));
		this.#server.emit('connection', connection);
	}

	[Symbol.dispose](): void {
		for (const connection of this.#open) connection.destroy();
		this.#server.close();
	}

	/** A second request before the answer to the first is nothing that a docker command sends. */
	#enter(request: IncomingMessage, response: ServerResponse): boolean {
		const { socket } = request;
		if (this.#busy.has(socket)) {
			socket.destroy();
			return false;
		}
		this.#busy.add(socket);
		response.once('close', () => this.#busy.delete(socket));
		return true;
	}
}

/** One port of this machine that shows one published port of a container, and nothing else. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Duplex, pipeline } from 'node:stream';
import { previewKeyParameter } from '#protocol/preview-address.ts';
import { type Admission, admit } from './admission.ts';
import { type Dial, forward, NoAnswer } from './forward.ts';
import { browserHeaders, framePolicy } from './preview-headers.ts';
import { pagePolicy, refusedPage, silentPage } from './preview-pages.ts';

/** A page of a browser opens six at a time and some for events. */
const mostConnections = 100;
const keyBytes = 32;

export interface PreviewTarget {
	/** Name of the container, as the learner knows it. */
	readonly container: string;
	readonly port: number;
	readonly containerPort: number;
	/** A connection to the port inside the container. Rejects when nobody listens there. */
	readonly dial: Dial;
}

export interface PreviewOptions {
	/** Address to listen on, of this machine alone: `127.0.0.1`. */
	readonly host: string;
	/** Origins that the course is opened under, which may show a preview in a frame. */
	readonly courseOrigins: () => readonly string[];
	readonly onFault: (error: unknown) => void;
}

export class PreviewServer implements AsyncDisposable {
	readonly #target: PreviewTarget;
	readonly #options: PreviewOptions;
	readonly #key = randomBytes(keyBytes).toString('base64url');
	readonly #server: Server;
	/** Upgraded connections, which the server knows no more. */
	readonly #lines = new Set<Duplex>();

	private constructor(target: PreviewTarget, options: PreviewOptions) {
		this.#target = target;
		this.#options = options;
		this.#server = createServer((request, response) => {
			this.#serve(request, response).catch((error: unknown) => this.#failed(error, () => response.destroy()));
		});
		this.#server.maxConnections = mostConnections;
		this.#server.on('upgrade', (request, socket, head) => {
			socket.on('error', () => undefined);
			socket.unshift(head);
			this.#upgrade(request, socket).catch((error: unknown) => this.#failed(error, () => socket.destroy()));
		});
	}

	/** Takes a free port. */
	static async open(target: PreviewTarget, options: PreviewOptions): Promise<PreviewServer> {
		const preview = new PreviewServer(target, options);
		preview.#server.listen({ host: options.host, port: 0 });
		await once(preview.#server, 'listening');
		return preview;
	}

	/** Where a page shows it, with the key that lets a browser in. */
	get url(): string {
		return `http://${this.#options.host}:${this.#port}/?${previewKeyParameter}=${this.#key}`;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
		this.#server.closeAllConnections();
		for (const line of this.#lines) line.destroy();
		await closed;
	}

	get #port(): number {
		return (this.#server.address() as AddressInfo).port;
	}

	#admit(request: IncomingMessage, isUpgrade: boolean): Admission {
		return admit(request, { port: this.#port, key: this.#key }, isUpgrade);
	}

	async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const admission = this.#admit(request, false);
		if (admission.kind === 'introduced') {
			const { location, cookie } = admission;
			const fields = { location, 'set-cookie': cookie, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };
			response.writeHead(303, { ...fields, 'content-security-policy': this.#frames }).end();
			return;
		}
		if (admission.kind === 'refused') {
			this.#page(response, admission.status, refusedPage(admission.reason));
			return;
		}
		const left = new AbortController();
		response.on('close', () => left.abort());
		try {
			const { message } = await forward(request, this.#target.dial, false, left.signal);
			const headers = browserHeaders(message.rawHeaders, this.#options.courseOrigins());
			response.writeHead(statusOf(message), headers);
			// Either side may leave in the middle; the other one then sees the end.
			pipeline(message, response, () => undefined);
		} catch (error) {
			if (!(error instanceof NoAnswer)) throw error;
			this.#page(response, error.kind === 'refused' ? 502 : 504, silentPage({ ...this.#target, kind: error.kind }));
		}
	}

	async #upgrade(request: IncomingMessage, socket: Duplex): Promise<void> {
		this.#lines.add(socket);
		const left = new AbortController();
		socket.on('close', () => {
			this.#lines.delete(socket);
			left.abort();
		});
		const admission = this.#admit(request, true);
		if (admission.kind !== 'admitted') {
			refuseUpgrade(socket, admission.kind === 'refused' ? admission.status : 403);
			return;
		}
		try {
			const { message, upgraded } = await forward(request, this.#target.dial, true, left.signal);
			if (upgraded === undefined) {
				message.destroy();
				refuseUpgrade(socket, statusOf(message));
				return;
			}
			const { connection, head } = upgraded;
			socket.write(headText(101, browserHeaders(message.rawHeaders, [], true)));
			socket.write(head);
			pipeline(socket, connection, () => undefined);
			pipeline(connection, socket, () => undefined);
		} catch (error) {
			if (!(error instanceof NoAnswer)) throw error;
			refuseUpgrade(socket, 502);
		}
	}

	get #frames(): string {
		return framePolicy(this.#options.courseOrigins());
	}

	#page(response: ServerResponse, status: number, text: string): void {
		if (response.headersSent || response.destroyed) return;
		const policy = `${pagePolicy}; ${this.#frames}`;
		const fields = {
			'content-security-policy': policy,
			'cache-control': 'no-store',
			'x-content-type-options': 'nosniff',
		};
		response.writeHead(status, { ...fields, 'content-type': 'text/html; charset=utf-8' }).end(text);
	}

	#failed(error: unknown, end: () => void): void {
		this.#options.onFault(error);
		end();
	}
}

/** A program may answer any number; these are what a status can be behind a head that is complete. */
function statusOf({ statusCode = 0 }: IncomingMessage): number {
	return statusCode >= 200 && statusCode <= 999 ? statusCode : 502;
}

function headText(status: number, headers: readonly string[]): string {
	let text = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n`;
	for (let at = 0; at + 1 < headers.length; at += 2) text += `${headers[at]}: ${headers[at + 1]}\r\n`;
	return `${text}\r\n`;
}

function refuseUpgrade(socket: Duplex, status: number): void {
	socket.end(headText(status, ['Connection', 'close', 'Content-Length', '0']));
}

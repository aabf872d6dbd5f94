import type { ServerResponse } from 'node:http';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Refusal } from './refusal.ts';

export type ReplyHeaders = Readonly<Record<string, string>>;

/** The answer to one request. */
export class Reply {
	readonly #response: ServerResponse;
	readonly #limit: number;

	/** @param limit most bytes of a streamed answer; above it the connection is cut. */
	constructor(response: ServerResponse, limit: number) {
		this.#response = response;
		this.#limit = limit;
	}

	json(value: unknown, status = 200, headers: ReplyHeaders = {}): void {
		const body = Buffer.from(`${JSON.stringify(value)}\n`);
		this.#response.writeHead(status, { ...headers, 'Content-Type': 'application/json', 'Content-Length': body.length });
		this.#response.end(body);
	}

	text(body: string, headers: ReplyHeaders = {}): void {
		this.#response.writeHead(200, {
			...headers,
			'Content-Type': 'text/plain; charset=utf-8',
			'Content-Length': Buffer.byteLength(body),
		});
		this.#response.end(body);
	}

	empty(status: number, headers: ReplyHeaders = {}): void {
		this.#response.writeHead(
			status,
			status === 204 || status === 304 ? headers : { ...headers, 'Content-Length': '0' },
		);
		this.#response.end();
	}

	/**
	 * Sends a stream as it comes. The head goes out at once: the docker command waits for that of `wait`, `logs` and
	 * `events` before it goes on.
	 */
	async stream(source: Readable, headers: ReplyHeaders, ...steps: readonly Transform[]): Promise<void> {
		this.#response.writeHead(200, headers);
		this.#response.flushHeaders();
		await pipeline([source, ...steps, meter(this.#limit), this.#response]);
	}
}

/** Lets so many bytes through and then fails with a Refusal. */
export function meter(limit: number): Transform {
	let passed = 0;
	return new Transform({
		transform(chunk: Buffer, _encoding, done) {
			passed += chunk.length;
			if (passed > limit) done(new Refusal(`This session moves at most ${limit} bytes at a time.`, 413));
			else done(null, chunk);
		},
	});
}

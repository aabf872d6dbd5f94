/** Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). */

import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** One event with its place in a record, counted from 1. */
export interface SentEvent {
	readonly id: number;
	/** Sent as JSON. */
	readonly event: unknown;
}

/** Proxies and browsers drop a silent connection after 30 to 60 s. */
const keepAliveMilliseconds = 15_000;

const frame = (item: SentEvent) => `id: ${item.id}\ndata: ${JSON.stringify(item.event)}\n\n`;

/** Told once after the last event, so that the reader knows the end from a broken line. */
const endFrame = 'event: end\ndata: {}\n\n';

/**
 * The text of the stream: each event with its id, a comment when nothing happens for a while, and an `end` event.
 * Stopping the reading stops the source.
 */
export async function* eventStream(
	source: AsyncIterable<SentEvent>,
	idleMilliseconds = keepAliveMilliseconds,
): AsyncGenerator<string, void, undefined> {
	const iterator = source[Symbol.asyncIterator]();
	// Sent at once: a browser takes the stream for open when the first bytes are there.
	yield 'retry: 1000\n\n';
	try {
		let next = iterator.next();
		for (;;) {
			const result = await orIdle(next, idleMilliseconds);
			if (result === 'idle') {
				yield ': still running\n\n';
				continue;
			}
			if (result.done === true) break;
			yield frame(result.value);
			next = iterator.next();
		}
		yield endFrame;
	} finally {
		await iterator.return?.();
	}
}

async function orIdle<T>(promise: Promise<T>, milliseconds: number): Promise<T | 'idle'> {
	let timer: NodeJS.Timeout | undefined;
	const idle = new Promise<'idle'>((resolve) => {
		timer = setTimeout(() => resolve('idle'), milliseconds);
	});
	try {
		return await Promise.race([promise, idle]);
	} finally {
		clearTimeout(timer);
	}
}

/** Answers with the events of `open`, whose signal is aborted when the reader leaves. */
export function sendEvents(reply: FastifyReply, open: (left: AbortSignal) => AsyncIterable<SentEvent>): FastifyReply {
	const left = new AbortController();
	reply.raw.on('close', () => left.abort());
	return reply
		.header('content-type', 'text/event-stream; charset=utf-8')
		.header('cache-control', 'no-store')
		.send(Readable.from(eventStream(open(left.signal))));
}

/** The id that a reader saw last: the `Last-Event-ID` field; 0 when there is none or it is no count. */
export function lastEventId(field: string | readonly string[] | undefined): number {
	const text = typeof field === 'string' ? field : (field?.[0] ?? '');
	return /^\d{1,15}$/.test(text) ? Number(text) : 0;
}

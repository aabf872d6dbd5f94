/** Server-sent events over fetch: unlike EventSource it tells a refusal from a line that broke. */
import { EventParser, type ServerEvent } from './event-parser.ts';
import { ask, Unreachable } from './request.ts';

export interface EventsRequest {
	/** Id of the last event that was seen; empty for none. */
	readonly seen?: string;
	readonly signal: AbortSignal;
	/** Told when the course has answered, before the first event. */
	readonly onOpen: () => void;
}

/**
 * The events of one connection, until the other side closes it. Throws ApiProblem when it is refused, Unreachable
 * when the line breaks, and the reason of `signal`.
 */
export async function* serverEvents(path: string, request: EventsRequest): AsyncGenerator<ServerEvent, void> {
	const { seen = '', signal, onOpen } = request;
	const response = await ask(path, { headers: seen === '' ? {} : { 'last-event-id': seen }, signal });
	if (response.body === null) return;
	onOpen();
	const parser = new EventParser();
	const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
	try {
		for (;;) {
			const piece = await readPiece(reader, signal);
			if (piece === undefined) return;
			yield* parser.push(piece);
		}
	} finally {
		await reader.cancel().catch(() => undefined);
	}
}

async function readPiece(
	reader: ReadableStreamDefaultReader<string>,
	signal: AbortSignal,
): Promise<string | undefined> {
	try {
		return (await reader.read()).value;
	} catch (error) {
		if (signal.aborted) throw error;
		throw new Unreachable('The line to the course broke.', { cause: error });
	}
}

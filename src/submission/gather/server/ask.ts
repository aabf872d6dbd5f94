/** One question over HTTP on a connection that is there already, and what came back. */
import { type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AnswerEvidence } from '#grade/evidence.ts';
import type { HttpCase } from '#lab/probe-schema.ts';

export interface AskLimits {
	readonly milliseconds: number;
	/** Bytes of the answer's body. */
	readonly bodyBytes: number;
}

/** What a program gets that asks in the name of somebody with a browser. */
const hostHeader = 'localhost';

class TooLarge extends Error {}

/** Never throws for what the other side does. The connection is destroyed in the end. */
export async function ask(
	connection: Duplex,
	question: Pick<HttpCase, 'method' | 'path' | 'headers' | 'body'>,
	limits: AskLimits,
): Promise<AnswerEvidence> {
	const timeout = AbortSignal.timeout(limits.milliseconds);
	const stop = (): void => void connection.destroy(new Error('no answer in time'));
	timeout.addEventListener('abort', stop);
	try {
		const message = await send(connection, question);
		const body = await bodyOf(message, limits.bodyBytes);
		const { statusCode: status = 0, headers } = message;
		return { outcome: 'answered', status, contentType: headers['content-type'] ?? '', body };
	} catch (error) {
		if (timeout.aborted) return { outcome: 'timed-out' };
		if (error instanceof TooLarge) return { outcome: 'too-large' };
		return { outcome: isParseError(error) ? 'not-http' : 'closed' };
	} finally {
		timeout.removeEventListener('abort', stop);
		connection.destroy();
	}
}

function send(
	connection: Duplex,
	{ method, path, headers, body }: Pick<HttpCase, 'method' | 'path' | 'headers' | 'body'>,
): Promise<IncomingMessage> {
	const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
	const bytes = Buffer.from(body);
	const sent = request({
		createConnection: () => connection,
		method,
		path,
		headers: {
			host: hostHeader,
			connection: 'close',
			...(bytes.length > 0 ? { 'content-length': String(bytes.length) } : {}),
			...headers,
		},
	});
	sent.on('response', resolve);
	sent.on('error', reject);
	sent.on('close', () => reject(new Error('closed without an answer')));
	sent.end(bytes);
	return promise;
}

async function bodyOf(message: IncomingMessage, limit: number): Promise<string> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of message as AsyncIterable<Buffer>) {
		bytes += chunk.length;
		if (bytes > limit) throw new TooLarge();
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}

/** Codes of Node's HTTP parser start so. */
function isParseError(error: unknown): boolean {
	return error instanceof Error && 'code' in error && String(error.code).startsWith('HPE_');
}

/** Passes a request on to a learner's program, over a connection of its own, and the answer back. */
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { programHeaders } from './preview-headers.ts';

/** The address is on the same machine or a fast link to it. */
const dialMilliseconds = 10_000;
/** A program may think for a while before its first word; afterwards it may take as long as it likes. */
const answerMilliseconds = 60_000;

export class NoAnswer extends Error {
	override readonly name = 'NoAnswer';
	readonly kind: 'refused' | 'silent';

	constructor(kind: 'refused' | 'silent', cause?: unknown) {
		super(kind, { cause });
		this.kind = kind;
	}
}

export type Dial = () => Promise<Duplex>;

/** The head of the answer, and after an upgrade the connection with what came behind the head. */
export interface Answer {
	readonly message: IncomingMessage;
	readonly upgraded?: { readonly connection: Duplex; readonly head: Buffer };
}

/** Sends the request. Throws NoAnswer when there is none. Aborting `signal` ends the connection. */
export async function forward(
	request: IncomingMessage,
	dial: Dial,
	isUpgrade: boolean,
	signal: AbortSignal,
): Promise<Answer> {
	const connection = await dialed(dial, signal);
	const asked = httpRequest({
		createConnection: () => connection,
		method: request.method ?? 'GET',
		path: request.url ?? '/',
		headers: programHeaders(request.rawHeaders, isUpgrade),
		setHost: false,
	});
	const stop = () => {
		asked.destroy();
		connection.destroy();
	};
	signal.addEventListener('abort', stop, { once: true });
	if (signal.aborted) stop();
	const answer = answerOf(asked, connection);
	request.on('error', stop);
	if (isUpgrade) asked.end();
	else request.pipe(asked);
	return await answer;
}

async function dialed(dial: Dial, signal: AbortSignal): Promise<Duplex> {
	const { promise, reject } = Promise.withResolvers<never>();
	const timer = setTimeout(() => reject(new NoAnswer('silent')), dialMilliseconds);
	const dialing = dial();
	try {
		const connection = await Promise.race([dialing, promise]);
		// Without a listener a late error of the connection would end the course.
		connection.on('error', () => undefined);
		if (signal.aborted) connection.destroy();
		return connection;
	} catch (error) {
		dialing.then(
			(late) => late.destroy(),
			() => undefined,
		);
		throw error instanceof NoAnswer ? error : new NoAnswer('refused', error);
	} finally {
		clearTimeout(timer);
	}
}

async function answerOf(asked: ClientRequest, connection: Duplex): Promise<Answer> {
	const { promise, resolve, reject } = Promise.withResolvers<Answer>();
	const timer = setTimeout(() => {
		reject(new NoAnswer('silent'));
		connection.destroy();
	}, answerMilliseconds);
	asked.on('error', (error) => reject(new NoAnswer('silent', error)));
	asked.on('response', (message) => resolve({ message }));
	asked.on('upgrade', (message, upgraded, head) => resolve({ message, upgraded: { connection: upgraded, head } }));
	try {
		return await promise;
	} finally {
		clearTimeout(timer);
	}
}

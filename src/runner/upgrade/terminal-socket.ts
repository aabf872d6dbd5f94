/** One page at one terminal: frames of the protocol over a WebSocket. */
import type { WebSocket } from '@fastify/websocket';
import {
	decodeClientFrame,
	encodeServerFrame,
	FrameError,
	type RunBlock,
	type ServerFrame,
} from '#protocol/terminal.ts';
import { type TerminalClosing, terminalClosings } from '#protocol/terminal-close.ts';
import { runAnswer } from '#session/terminal/run-answers.ts';
import type { CodeBlocks, TerminalSeat } from '../dependencies.ts';

/** A line that carries nothing is cut by some routers after a minute; a page whose network is gone is found within two. */
const heartbeatMilliseconds = 20_000;

export interface TerminalSocketOptions {
	/** Position that the page has seen already. */
	readonly from?: number | undefined;
	readonly blocks: CodeBlocks;
	/** A command that a button types may read a file that another button has just written. */
	readonly settle: () => Promise<void>;
	readonly onFault: (error: unknown) => void;
}

/** Connects the page to the terminal until one of them goes. */
export function serveTerminal(socket: WebSocket, terminal: TerminalSeat, options: TerminalSocketOptions): void {
	const send = (frame: ServerFrame) => {
		if (socket.readyState === socket.OPEN) socket.send(encodeServerFrame(frame));
	};
	const connection = terminal.connect({ send, close: (closing) => closeTerminal(socket, closing) }, options.from);
	const run = async (block: RunBlock) => {
		const command = options.blocks.command(block);
		// A command is typed also where the files could not be brought together; the session tells of that itself.
		if (command !== undefined) await options.settle().catch(options.onFault);
		const answer = command === undefined ? runAnswer(block, 'unknown-block') : await terminal.run(block, command);
		send({ kind: 'run-answer', answer });
	};
	const fail = (error: unknown) => {
		if (!(error instanceof FrameError)) options.onFault(error);
		closeTerminal(socket, error instanceof FrameError ? terminalClosings.badFrame : terminalClosings.fault);
	};
	socket.on('message', (data: Buffer, isBinary: boolean) => {
		try {
			if (!isBinary) throw new FrameError('a text');
			const frame = decodeClientFrame(data);
			if (frame.kind === 'run') run(frame.run).catch(fail);
			else connection.receive(frame);
		} catch (error) {
			fail(error);
		}
	});
	const heart = beat(socket);
	socket.on('close', () => {
		clearInterval(heart);
		connection[Symbol.dispose]();
	});
}

export function closeTerminal(socket: WebSocket, { code, reason }: TerminalClosing): void {
	socket.close(code, reason);
}

/** Ends a line that does not answer from one beat to the next. */
function beat(socket: WebSocket): NodeJS.Timeout {
	let isAlive = true;
	socket.on('pong', () => {
		isAlive = true;
	});
	return setInterval(() => {
		if (!isAlive) {
			socket.terminate();
			return;
		}
		isAlive = false;
		socket.ping();
	}, heartbeatMilliseconds);
}

import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UserError } from '#errors';
import type { SshLink } from './ssh-link.ts';

/** What is kept of the words on standard error. */
const stderrLength = 2000;
/** Time for the end of a command to be told, after the workspace has ended it. */
const graceMilliseconds = 5000;

export interface CommandOptions {
	/** Standard input; absent: none. */
	readonly input?: Readable | Uint8Array;
	/** More output than this ends the command: nobody knows what a learner's machine prints. */
	readonly maxBytes: number;
	readonly timeoutMilliseconds: number;
}

export interface CommandResult {
	/** 137 when it took too long. */
	readonly exitCode: number;
	readonly output: Buffer;
	readonly stderr: string;
}

/**
 * Runs a command to its end.
 *
 * @param command of programs and words, which are quoted for the shell.
 * @throws UserError `workspace-failed` when it prints too much, loses its connection or does not answer.
 */
export async function runCommand(
	link: SshLink,
	command: readonly string[],
	options: CommandOptions,
): Promise<CommandResult> {
	const seconds = String(options.timeoutMilliseconds / 1000);
	// The workspace itself ends a command that takes too long: closing its channel would leave it running.
	const { channel, ended } = await link.start(['timeout', '-s', 'KILL', seconds, ...command].map(quoted).join(' '));
	const { promise, resolve, reject } = Promise.withResolvers<CommandResult>();
	const timer = setTimeout(
		() => reject(failed(command, 'did not answer')),
		options.timeoutMilliseconds + graceMilliseconds,
	);
	const output = new Output(options.maxBytes, () => reject(failed(command, 'printed too much')));
	channel.on('data', (chunk: Buffer) => output.add(chunk));
	channel.stderr.on('data', (chunk: Buffer) => output.addError(chunk));
	void ended.then(({ exitCode }) => {
		if (exitCode === undefined) reject(failed(command, 'broke off'));
		else resolve({ exitCode, output: Buffer.concat(output.chunks), stderr: output.stderr });
	});
	// A program that ends before it has read all of its input says so by its exit status.
	if (options.input === undefined || options.input instanceof Uint8Array) channel.end(options.input);
	else pipeline(options.input, channel).catch(() => undefined);
	try {
		return await promise;
	} finally {
		clearTimeout(timer);
		channel.close();
	}
}

class Output {
	readonly chunks: Buffer[] = [];
	stderr = '';
	#bytes = 0;
	readonly #maxBytes: number;
	readonly #onTooMuch: () => void;

	constructor(maxBytes: number, onTooMuch: () => void) {
		this.#maxBytes = maxBytes;
		this.#onTooMuch = onTooMuch;
	}

	add(chunk: Buffer): void {
		this.#bytes += chunk.length;
		if (this.#bytes > this.#maxBytes) this.#onTooMuch();
		else this.chunks.push(chunk);
	}

	addError(chunk: Buffer): void {
		this.stderr = (this.stderr + chunk.toString('utf8')).slice(-stderrLength);
	}
}

function failed(command: readonly string[], reason: string): UserError {
	return new UserError(
		'workspace-failed',
		`The workspace ${reason} when it was asked to run ${command[0]}.`,
		'Close what runs in the terminal; if that does not help, end the session and start it again.',
	);
}

export function quoted(word: string): string {
	return `'${word.replaceAll("'", "'\\''")}'`;
}

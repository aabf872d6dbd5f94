/** What a learner's step prints, made fit to be shown: no terminal codes, no control characters, no endless lines. */
import { stripVTControlCharacters } from 'node:util';
import type { LogStream } from '#engine/engine.ts';

/** Characters of one line that are kept; progress bars and minified sources have more, people read less. */
const maxLineLength = 500;

/** Longest unfinished escape sequence that is waited for; what is longer is no escape sequence. */
const maxPending = 200;

/** Text of any origin without what a terminal would act on. Line ends stay; a line that was drawn over keeps its last state. */
export function cleanText(text: string): string {
	return (
		stripVTControlCharacters(text)
			.split('\n')
			.map((line) => (line.includes('\r') ? lastState(line) : line))
			.join('\n')
			// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
			.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
	);
}

/** Each carriage return starts the line anew; one at the end belongs to the line end. */
function lastState(line: string): string {
	const whole = line.endsWith('\r') ? line.slice(0, -1) : line;
	return whole.slice(whole.lastIndexOf('\r') + 1);
}

/** The last lines that a step printed, in bounded memory. */
export class LogTail {
	readonly #limit: number;
	readonly #lines: string[] = [];
	readonly #pending = new Map<LogStream, string>();

	/** `limit`: lines kept. */
	constructor(limit: number) {
		this.#limit = limit;
	}

	/** A line is put in when it is finished: a shell prints `sh: 1:` and the rest of a message in two pieces. */
	add(text: string, stream: LogStream): void {
		const lines = ((this.#pending.get(stream) ?? '') + text).split('\n');
		// Cut from the front: the end of an endless line is what came last.
		this.#pending.set(stream, (lines.pop() ?? '').slice(-(maxLineLength + maxPending)));
		for (const line of lines.slice(-this.#limit)) this.#push(line);
	}

	/** Cleaned lines, and then those that are not finished. */
	lines(): readonly string[] {
		const unfinished = [...this.#pending.values()].map(cleanLine).filter((line) => line !== '');
		return [...this.#lines, ...unfinished].slice(-this.#limit);
	}

	#push(line: string): void {
		this.#lines.push(cleanLine(line));
		if (this.#lines.length > this.#limit) this.#lines.shift();
	}
}

function cleanLine(line: string): string {
	const clean = cleanText(line.slice(0, 4 * maxLineLength)).trimEnd();
	return clean.length <= maxLineLength ? clean : `${clean.slice(0, maxLineLength)}…`;
}

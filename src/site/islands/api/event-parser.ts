/** Server-sent events out of text that comes in pieces. */
export interface ServerEvent {
	/** `message` unless the stream says otherwise. */
	readonly name: string;
	readonly id: string;
	readonly data: string;
}

const newline = /\r\n|\n|\r/;

/**
 * Reads a stream of text piece by piece; `push` gives the events that are complete.
 * The rules: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export class EventParser {
	#rest = '';
	#id = '';
	#name = '';
	#data: string[] = [];

	push(text: string): readonly ServerEvent[] {
		const lines = (this.#rest + text).split(newline);
		this.#rest = lines.pop() ?? '';
		return lines.flatMap((line) => this.#line(line));
	}

	#line(line: string): readonly ServerEvent[] {
		if (line === '') return this.#dispatch();
		const colon = line.indexOf(':');
		const field = colon < 0 ? line : line.slice(0, colon);
		const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
		if (field === 'data') this.#data.push(value);
		else if (field === 'event') this.#name = value;
		else if (field === 'id') this.#id = value;
		return [];
	}

	#dispatch(): readonly ServerEvent[] {
		const event = { name: this.#name === '' ? 'message' : this.#name, id: this.#id, data: this.#data.join('\n') };
		const empty = this.#data.length === 0;
		this.#name = '';
		this.#data = [];
		return empty ? [] : [event];
	}
}

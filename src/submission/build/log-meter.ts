/** Keeps the end of each step's log and counts all of it. */
import type { BuildEvent, BuildResult } from '#engine/engine.ts';
import { cleanText, LogTail } from './clean-log.ts';

/** Lines of a step's log that a report may quote: a compiler's error with its surroundings. */
const tailLines = 30;

/** Steps whose log ends are kept; a Dockerfile of a lab has some ten. */
const maxSteps = 200;

export class LogMeter {
	readonly #tails = new Map<string, LogTail>();
	#bytes = 0;
	#last: string | undefined;
	readonly #limit: number;
	readonly #onLimit: () => void;

	/** `limit`: bytes of all logs together; `onLimit` is called when they are more. */
	constructor(limit: number, onLimit: () => void) {
		this.#limit = limit;
		this.#onLimit = onLimit;
	}

	/** Takes one event in. Gives it back as it may be passed on, or undefined when the limit is reached. */
	take(event: BuildEvent): BuildEvent | undefined {
		if (event.kind !== 'log') return event;
		if (this.#bytes > this.#limit) return undefined;
		this.#bytes += Buffer.byteLength(event.text);
		const tail = this.#tails.get(event.stepId) ?? new LogTail(tailLines);
		if (this.#tails.size < maxSteps) this.#tails.set(event.stepId, tail);
		tail.add(event.text, event.stream);
		this.#last = event.stepId;
		if (this.#bytes > this.#limit) this.#onLimit();
		return { ...event, text: cleanText(event.text) };
	}

	/** The log's end of the step that failed, else of the one that printed last. */
	tail(result?: Pick<BuildResult, 'steps'>): readonly string[] {
		const failed = result?.steps.findLast(({ status }) => status === 'error')?.id;
		return this.#tails.get(failed ?? this.#last ?? '')?.lines() ?? [];
	}
}

import type { BuildEvent } from '../engine.ts';
import type { VertexLog } from './status-messages.ts';

/** Bytes of log passed on for one build: four steps at the 2 MiB at which BuildKit itself cuts a step's log off. */
export const logBytes = 8 * 1024 * 1024;

/** As the kernel numbers it. */
const stderrNumber = 2;

/** Turns the bytes of steps' logs into text, up to a limit for the whole build. */
export class LogBook {
	readonly #limit: number;
	readonly #decoders = new Map<string, TextDecoder>();
	#taken = 0;

	constructor(limit: number = logBytes) {
		this.#limit = limit;
	}

	/** The event for the next bytes of a log; undefined when there is nothing to show. */
	add({ vertex, stream, msg }: VertexLog): BuildEvent | undefined {
		if (this.#taken >= this.#limit) {
			return undefined;
		}
		const kept = msg.subarray(0, this.#limit - this.#taken);
		this.#taken += kept.length;
		// A character may be cut in two by the end of a chunk.
		const key = `${vertex} ${stream}`;
		const decoder = this.#decoders.get(key) ?? new TextDecoder();
		this.#decoders.set(key, decoder);
		const cut = this.#taken >= this.#limit ? `\n[output above ${this.#limit} bytes is not shown]\n` : '';
		const text = decoder.decode(kept, { stream: true }) + cut;
		return text === ''
			? undefined
			: { kind: 'log', stepId: vertex, stream: stream === stderrNumber ? 'stderr' : 'stdout', text };
	}
}

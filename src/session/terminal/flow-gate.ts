/** Lets the shell wait while what it printed is not shown yet, so that a flood of output takes time instead of memory. */
import type { Readable } from 'node:stream';
import { highWaterBytes, lowWaterBytes } from '#protocol/terminal.ts';

/** A page shows 64 KB in some tens of milliseconds, also in the background: who says nothing for so long is gone or hangs. */
const silentMilliseconds = 5000;

/** Somebody who takes the output in. */
export interface Reader {
	/** Bytes printed that it has not taken in. */
	readonly behind: number;
	/** It has taken something in since this was set to false. */
	wasHeard: boolean;
	/** It is waited for no more, until it is heard again. */
	isSilent: boolean;
}

export class FlowGate implements Disposable {
	readonly #source: Readable;
	readonly #readers: Iterable<Reader>;
	#isWaiting = false;
	#silence: NodeJS.Timeout | undefined;

	/** `readers`: those there are at the time of each `regulate`. */
	constructor(source: Readable, readers: Iterable<Reader>) {
		this.#source = source;
		this.#readers = readers;
	}

	/** Reads on or waits, after the reader that is furthest behind: from the high mark until all are below the low mark. */
	regulate(): void {
		const furthest = Math.max(0, ...[...this.#readers].filter(({ isSilent }) => !isSilent).map(({ behind }) => behind));
		const waits = furthest > (this.#isWaiting ? lowWaterBytes : highWaterBytes);
		if (waits === this.#isWaiting) return;
		this.#isWaiting = waits;
		clearTimeout(this.#silence);
		if (waits) {
			this.#source.pause();
			this.#listen();
		} else {
			this.#source.resume();
		}
	}

	/** Reads on in any case, until it is regulated again. */
	open(): void {
		clearTimeout(this.#silence);
		this.#isWaiting = false;
		this.#source.resume();
	}

	[Symbol.dispose](): void {
		clearTimeout(this.#silence);
	}

	#listen(): void {
		for (const reader of this.#readers) reader.wasHeard = false;
		this.#silence = setTimeout(() => {
			for (const reader of this.#readers) {
				if (!reader.wasHeard && reader.behind > lowWaterBytes) reader.isSilent = true;
			}
			this.regulate();
			if (this.#isWaiting) this.#listen();
		}, silentMilliseconds);
	}
}

/** Keeps one environment started ahead, so that a prompt appears as soon as a lab is opened. */
import { setTimeout as delay } from 'node:timers/promises';

/** What the pool keeps: one for the learner who comes next. */
export interface Pooled extends AsyncDisposable {
	readonly isLost: boolean;
}

/** Starting the next one waits until the one that was just given has shown its prompt. */
const settleMilliseconds = 3000;

export interface PoolParts<Environment extends Pooled> {
	/** Starts one for a lab. */
	readonly open: (lab: string) => Promise<Environment>;
	readonly onFault: (error: unknown) => void;
}

export class EnvironmentPool<Environment extends Pooled> implements AsyncDisposable {
	readonly #parts: PoolParts<Environment>;
	readonly #stop = new AbortController();
	readonly #work = new Set<Promise<void>>();
	#spare: { readonly lab: string; readonly opening: Promise<Environment | undefined> } | undefined;

	constructor(parts: PoolParts<Environment>) {
		this.#parts = parts;
	}

	/** Starts one ahead for this lab, if none is. */
	warm(lab: string): void {
		if (this.#spare !== undefined || this.#stop.signal.aborted) return;
		// The learner who comes is told why it does not work; here it is only noted.
		const opening = this.#parts.open(lab).catch((error: unknown) => this.#parts.onFault(error) as undefined);
		this.#spare = { lab, opening };
	}

	/** The one that was started ahead for this lab, or a new one. Throws what starting one throws. */
	async take(lab: string): Promise<Environment> {
		const spare = this.#spare?.lab === lab ? this.#spare : undefined;
		if (spare !== undefined) this.#spare = undefined;
		const ready = await spare?.opening;
		this.#warmLater(lab);
		if (ready !== undefined && !ready.isLost) return ready;
		await ready?.[Symbol.asyncDispose]();
		return await this.#parts.open(lab);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#stop.abort();
		const spare = this.#spare;
		this.#spare = undefined;
		await Promise.all(this.#work);
		await (await spare?.opening)?.[Symbol.asyncDispose]();
	}

	#warmLater(lab: string): void {
		const later = delay(settleMilliseconds, undefined, { signal: this.#stop.signal }).then(
			() => this.warm(lab),
			() => undefined,
		);
		this.#work.add(later);
		void later.finally(() => this.#work.delete(later));
	}
}

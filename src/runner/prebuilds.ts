/** What the first check of a lab would wait for, built while its learner still reads. */
import { UserError } from '#errors';

/** Builds it for one lab, unless it is there. */
export type Prebuild = (lab: string, signal: AbortSignal) => Promise<void>;

export class Prebuilds implements AsyncDisposable {
	readonly #prebuild: Prebuild;
	readonly #onFault: (error: unknown) => void;
	readonly #begun = new Set<string>();
	readonly #stop = new AbortController();
	#last: Promise<void> = Promise.resolve();

	/** `onFault` gets errors that are no UserErrors. What fails with one of those, the check tries again, and tells. */
	constructor(prebuild: Prebuild, onFault: (error: unknown) => void) {
		this.#prebuild = prebuild;
		this.#onFault = onFault;
	}

	/** Once for each lab, and one after the other: a build may use all cores. */
	begin(lab: string): void {
		if (this.#begun.has(lab)) return;
		this.#begun.add(lab);
		this.#last = this.#last.then(() => this.#run(lab));
	}

	/** Stops and waits for what runs. */
	async [Symbol.asyncDispose](): Promise<void> {
		this.#stop.abort();
		await this.#last;
	}

	async #run(lab: string): Promise<void> {
		const { signal } = this.#stop;
		if (signal.aborted) return;
		try {
			await this.#prebuild(lab, signal);
		} catch (error) {
			if (!(error instanceof UserError)) this.#onFault(error);
		}
	}
}

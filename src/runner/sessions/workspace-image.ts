/** The image that terminals run in, while it may still be prepared: sessions wait for it and tell how far it is. */
import { UserError } from '#errors';
import type { BaseState } from '#protocol/api.ts';
import { sizeText } from '#protocol/size-text.ts';

export const workspaceImage = 'stagecraft/workspace:latest';

export class WorkspaceImage {
	#state: BaseState | undefined;
	#problem: UserError | undefined;
	readonly #listeners = new Set<() => void>();

	/** Takes the states of bases as their preparation tells them. */
	take(states: readonly BaseState[]): void {
		const found = states.find(({ reference }) => reference === workspaceImage);
		if (found === undefined) return;
		this.#state = found;
		this.#problem = found.problem && new UserError('base-unavailable', found.problem.message, found.problem.hint);
		this.#tell();
	}

	/** Another engine: it has to be looked at anew. */
	forget(): void {
		this.#state = undefined;
		this.#problem = undefined;
		this.#tell();
	}

	/** Nobody prepares it any more; `error` says why when it is not there. */
	ended(error?: unknown): void {
		if (this.#state?.state === 'present' || this.#problem !== undefined) return;
		const message = error instanceof Error ? error.message : 'It was not prepared.';
		const hint = error instanceof UserError ? error.hint : 'Run stagecraft prepare, then start the session again.';
		this.#problem = new UserError('base-unavailable', `The terminal has no image to run in: ${message}`, hint, error);
		this.#tell();
	}

	/** Waits until it is there. Throws UserError `base-unavailable` with what went wrong, and the reason of `signal`. */
	async whenPresent(onStep: (step: string) => void, signal: AbortSignal): Promise<void> {
		for (;;) {
			signal.throwIfAborted();
			if (this.#state?.state === 'present') return;
			if (this.#problem !== undefined) throw this.#problem;
			onStep(this.#step());
			await this.#change(signal);
		}
	}

	#step(): string {
		const { state, step, bytes } = this.#state ?? { state: 'waiting', step: '', bytes: 0 };
		if (state !== 'preparing') return 'preparing the terminal: it waits for the images of the first lab';
		const done = bytes > 0 ? `, ${sizeText(bytes)} so far` : '';
		return `preparing the terminal: ${step}${done}`;
	}

	#change(signal: AbortSignal): Promise<void> {
		return new Promise((resolve) => {
			const done = (): void => {
				this.#listeners.delete(done);
				signal.removeEventListener('abort', done);
				resolve();
			};
			this.#listeners.add(done);
			signal.addEventListener('abort', done);
		});
	}

	#tell(): void {
		for (const listener of [...this.#listeners]) listener();
	}
}

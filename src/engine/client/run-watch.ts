import type { RunRequest } from '../engine.ts';
import type { ContainerHandle } from './container-handle.ts';

/** Time for a killed container to be gone: a process stuck in the kernel may never be. */
const killMilliseconds = 15_000;

export type KillReason = 'output-limit' | 'timed-out';

export interface Watched {
	readonly exitCode: number;
	readonly milliseconds: number;
	readonly stopMilliseconds?: number;
	/** The limit at which we killed it. */
	readonly killedFor?: KillReason;
	/** Whether it ran until all of `during` was done. */
	readonly endedByUs: boolean;
}

/** Watches one started container: ends it when a limit is reached, sends the stop signal when it is time. */
export class RunWatch {
	readonly #container: ContainerHandle;
	readonly #giveUp = new AbortController();
	readonly #timers: NodeJS.Timeout[] = [];
	#killedFor: KillReason | undefined;
	#stopSentAt: number | undefined;
	#endedByUs = false;

	constructor(container: ContainerHandle) {
		this.#container = container;
	}

	/** Kills the container for this reason; the first one counts. */
	kill(reason: KillReason): void {
		if (this.#killedFor !== undefined) {
			return;
		}
		this.#killedFor = reason;
		this.#later(killMilliseconds, () => this.#giveUp.abort(new Error('the container did not end when it was killed')));
		this.#container.kill('SIGKILL').catch((error: unknown) => this.#giveUp.abort(error));
	}

	/** Waits for the end of a container that was started just now. */
	async untilExit(request: RunRequest, signal?: AbortSignal): Promise<Watched> {
		const startedAt = performance.now();
		const ended = new AbortController();
		this.#later(request.timeoutMilliseconds, () => this.kill('timed-out'));
		const during = this.#during(request, ended.signal);
		const signals = signal ? [signal, this.#giveUp.signal] : [this.#giveUp.signal];
		try {
			const exitCode = await this.#container.exit(AbortSignal.any(signals));
			const exitedAt = performance.now();
			ended.abort();
			await during;
			return {
				exitCode,
				milliseconds: exitedAt - startedAt,
				endedByUs: this.#endedByUs && this.#killedFor === undefined,
				...(this.#stopSentAt !== undefined && { stopMilliseconds: exitedAt - this.#stopSentAt }),
				...(this.#killedFor !== undefined && { killedFor: this.#killedFor }),
			};
		} catch (error) {
			throw this.#giveUp.signal.aborted ? this.#giveUp.signal.reason : error;
		} finally {
			ended.abort();
			await during;
			for (const timer of this.#timers) {
				clearTimeout(timer);
			}
		}
	}

	/** Never rejects: what goes wrong ends the watch. */
	async #during({ during, stop }: RunRequest, ended: AbortSignal): Promise<void> {
		try {
			await during?.(this.#container.id, ended);
		} catch (error) {
			if (!ended.aborted) this.#giveUp.abort(error);
			return;
		}
		if (ended.aborted) return;
		this.#endedByUs = during !== undefined;
		if (stop) {
			this.#later(stop.afterMilliseconds, () => this.#stop(stop));
		} else if (during) {
			await this.#end();
		}
	}

	async #end(): Promise<void> {
		try {
			this.#endedByUs = await this.#container.kill('SIGKILL');
		} catch (error) {
			this.#giveUp.abort(error);
		}
	}

	#stop({ signal, patienceMilliseconds }: NonNullable<RunRequest['stop']>): void {
		this.#stopSentAt = performance.now();
		if (patienceMilliseconds !== undefined) {
			this.#later(patienceMilliseconds, () => this.kill('timed-out'));
		}
		this.#container.kill(signal).then(
			(delivered) => {
				if (!delivered) {
					this.#stopSentAt = undefined;
				}
			},
			(error: unknown) => this.#giveUp.abort(error),
		);
	}

	#later(milliseconds: number, action: () => void): void {
		this.#timers.push(setTimeout(action, milliseconds));
	}
}

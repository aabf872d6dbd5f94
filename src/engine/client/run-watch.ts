import type { RunRequest } from '../engine.ts';
import type { ContainerHandle } from './container-handle.ts';

/** Time for a killed container to be gone: a process stuck in the kernel may never be. */
const killMilliseconds = 15_000;

export type KillReason = 'output-limit' | 'timed-out';

export interface Watched {
	readonly exitCode: number;
	readonly milliseconds: number;
	readonly stopMilliseconds?: number;
	/** Why we killed it; undefined when it ended by itself. */
	readonly killedFor?: KillReason;
}

/** Watches one started container: ends it when a limit is reached, sends the stop signal when it is time. */
export class RunWatch {
	readonly #container: ContainerHandle;
	readonly #giveUp = new AbortController();
	readonly #timers: NodeJS.Timeout[] = [];
	#killedFor: KillReason | undefined;
	#stopSentAt: number | undefined;

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
	async untilExit({ timeoutMilliseconds, stop }: RunRequest, signal?: AbortSignal): Promise<Watched> {
		const startedAt = performance.now();
		this.#later(timeoutMilliseconds, () => this.kill('timed-out'));
		if (stop) {
			this.#later(stop.afterMilliseconds, () => this.#stop(stop.signal));
		}
		const signals = signal ? [signal, this.#giveUp.signal] : [this.#giveUp.signal];
		try {
			const exitCode = await this.#container.exit(AbortSignal.any(signals));
			const exitedAt = performance.now();
			return {
				exitCode,
				milliseconds: exitedAt - startedAt,
				...(this.#stopSentAt !== undefined && { stopMilliseconds: exitedAt - this.#stopSentAt }),
				...(this.#killedFor !== undefined && { killedFor: this.#killedFor }),
			};
		} catch (error) {
			throw this.#giveUp.signal.aborted ? this.#giveUp.signal.reason : error;
		} finally {
			for (const timer of this.#timers) {
				clearTimeout(timer);
			}
		}
	}

	#stop(signal: string): void {
		this.#stopSentAt = performance.now();
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

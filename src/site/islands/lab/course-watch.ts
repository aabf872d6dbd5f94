/** What the page knows of the course: asked often while something goes on, seldom when all is ready. */
import type { Health } from '#protocol/api.ts';
import { backoff, pause } from '../api/backoff.ts';
import { askJson } from '../api/request.ts';
import { Store } from '../store.ts';

export type CourseState =
	| { readonly kind: 'asking' }
	| { readonly kind: 'known'; readonly health: Health }
	/** The runner does not answer; `health` is what it said last. */
	| { readonly kind: 'lost'; readonly failures: number; readonly health?: Health };

/** Preparing moves several times a second; ready hardly ever changes. */
const busyMilliseconds = 1000;
const readyMilliseconds = 10_000;

export class CourseWatch {
	readonly state = new Store<CourseState>({ kind: 'asking' });
	#wake = new AbortController();

	/** Asks until `signal` is aborted. Never rejects. */
	async run(signal: AbortSignal): Promise<void> {
		while (!signal.aborted) {
			const wait = await this.#ask(signal);
			this.#wake = new AbortController();
			await pause(wait, AbortSignal.any([signal, this.#wake.signal])).catch(() => undefined);
		}
	}

	/** Asks at once. */
	retry(): void {
		this.#wake.abort();
	}

	async #ask(signal: AbortSignal): Promise<number> {
		try {
			const health = await askJson<Health>('/api/health', { signal });
			this.state.set({ kind: 'known', health });
			return health.status === 'preparing' ? busyMilliseconds : readyMilliseconds;
		} catch {
			const last = this.state.value;
			const failures = last.kind === 'lost' ? last.failures + 1 : 1;
			const health = last.kind === 'asking' ? undefined : last.health;
			this.state.set({ kind: 'lost', failures, ...(health === undefined ? {} : { health }) });
			return backoff(failures);
		}
	}
}

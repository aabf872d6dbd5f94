/** The learner's session at a lab: started, followed over broken lines, ended. */
import type { SessionEvent, SessionView } from '#protocol/session-view.ts';
import type { LabText } from '../../text/en/lab.ts';
import { asProblem } from '../api/as-problem.ts';
import { backoff, pause } from '../api/backoff.ts';
import { Unreachable } from '../api/request.ts';
import { serverEvents } from '../api/server-events.ts';
import { Store } from '../store.ts';
import { untilVisible } from './page-visibility.ts';
import type { SessionApi } from './session-api.ts';

export type SessionState =
	/** Nobody has asked for it yet, as long as there is no engine. */
	| { readonly kind: 'waiting' }
	| { readonly kind: 'asking' }
	| { readonly kind: 'known'; readonly session: SessionView }
	| { readonly kind: 'refused'; readonly message: string; readonly hint: string };

/** Whether something goes on in the session, or will. */
function isOver({ state }: SessionView): boolean {
	return state === 'ended' || state === 'failed';
}

export class LabSession {
	readonly state = new Store<SessionState>({ kind: 'waiting' });
	/** False while the page hears nothing of the session. */
	readonly connected = new Store(true);
	readonly api: SessionApi;
	readonly #onFiles: () => void;
	readonly #text: Pick<LabText, 'problems'>;
	readonly #signal: AbortSignal;
	/** Counts what was heard, so that an answer that was asked for before is not taken for newer. */
	#heard = 0;
	#running = false;

	/** `onFiles`: files were changed in a terminal, or may have been while nobody heard. */
	constructor(api: SessionApi, onFiles: () => void, text: Pick<LabText, 'problems'>, signal: AbortSignal) {
		this.api = api;
		this.#onFiles = onFiles;
		this.#text = text;
		this.#signal = signal;
	}

	get view(): SessionView | undefined {
		return this.state.value.kind === 'known' ? this.state.value.session : undefined;
	}

	/** Starts the session unless it is there. Never rejects; the state tells. */
	async start(): Promise<void> {
		if (this.#running) return;
		this.#running = true;
		this.state.set({ kind: 'asking' });
		try {
			await this.#open();
			await this.#follow();
		} catch (error) {
			if (!this.#signal.aborted) this.#refused(error);
		} finally {
			this.#running = false;
		}
	}

	async #open(): Promise<void> {
		for (let failures = 1; ; failures += 1) {
			try {
				this.#know(await this.api.open());
				return;
			} catch (error) {
				if (!(error instanceof Unreachable)) throw error;
			}
			await pause(backoff(failures), this.#signal);
		}
	}

	/** Until the session is over. */
	async #follow(): Promise<void> {
		for (let failures = 0; this.view !== undefined && !isOver(this.view); failures += 1) {
			if (failures > 0) await pause(backoff(failures), this.#signal);
			try {
				await this.#listen(() => {
					failures = 0;
				});
			} catch (error) {
				if (this.#signal.aborted || !(error instanceof Unreachable)) throw error;
				this.connected.set(false);
			}
		}
	}

	/** One connection. A browser has six of them for one origin, so a page that is not seen keeps none. */
	async #listen(onEvent: () => void): Promise<void> {
		await untilVisible(true, this.#signal);
		const done = new AbortController();
		const hidden = new AbortController();
		void untilVisible(false, done.signal).then(
			() => hidden.abort(),
			() => undefined,
		);
		const signal = AbortSignal.any([this.#signal, hidden.signal]);
		try {
			for await (const event of serverEvents(this.api.events, { signal, onOpen: () => void this.#catchUp() })) {
				onEvent();
				if (event.name === 'end') break;
				if (event.data !== '') this.#hear(JSON.parse(event.data) as SessionEvent);
				if (this.view !== undefined && isOver(this.view)) return;
			}
		} catch (error) {
			if (!hidden.signal.aborted || this.#signal.aborted) throw error;
			onEvent();
		} finally {
			done.abort();
		}
	}

	/** What happened before this connection. */
	async #catchUp(): Promise<void> {
		this.connected.set(true);
		const before = this.#heard;
		this.#onFiles();
		const view = await this.api.read().catch(() => undefined);
		if (view !== undefined && this.#heard === before) this.#know(view);
	}

	#hear(event: SessionEvent): void {
		if (event.kind === 'session') this.#know(event.session);
		else this.#onFiles();
	}

	#know(session: SessionView): void {
		this.#heard += 1;
		this.state.set({ kind: 'known', session });
	}

	#refused(error: unknown): void {
		const { detail, hint } = asProblem(error, this.#text);
		this.state.set({ kind: 'refused', message: detail, hint });
	}
}

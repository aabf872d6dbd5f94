/** All sessions of one runner on one engine. */
import { Session } from './session.ts';
import type { SessionParts } from './session-parts.ts';

/** Who works on what. */
export interface SessionKey {
	/** The person; one constant where there is one person. */
	readonly owner: string;
	readonly lab: string;
}

export interface SessionBookParts {
	/** What a session of this key is put together from. Throws UserError `lab-not-found`, `lab-not-ready`. */
	readonly partsOf: (key: SessionKey) => SessionParts;
}

export class SessionBook implements AsyncDisposable {
	readonly #parts: SessionBookParts;
	readonly #sessions = new Map<string, { readonly key: SessionKey; readonly session: Session }>();

	constructor(parts: SessionBookParts) {
		this.#parts = parts;
	}

	/** The session of this key, which is started when there is none or when the last one has failed or ended. */
	open(key: SessionKey): Session {
		const there = this.find(key);
		if (there !== undefined && !there.hasEnded) {
			if (there.hasFailed) void there.start();
			return there;
		}
		const session = new Session(this.#parts.partsOf(key));
		this.#sessions.set(nameOf(key), { key, session });
		void session.start();
		return session;
	}

	/** Also one that has failed; not one that has ended. */
	find(key: SessionKey): Session | undefined {
		const session = this.#sessions.get(nameOf(key))?.session;
		return session?.hasEnded ? undefined : session;
	}

	list(owner: string): readonly Session[] {
		const sessions = [...this.#sessions.values()].filter(({ key }) => key.owner === owner);
		return sessions.map(({ session }) => session).filter(({ hasEnded }) => !hasEnded);
	}

	/** What the terminal has written is in the runner's folder, and the other way round, if there is a session. */
	async settle(key: SessionKey): Promise<void> {
		await this.find(key)?.settle();
	}

	/** Ends it with all that runs in it; its files stay. */
	async end(key: SessionKey): Promise<void> {
		await this.find(key)?.end();
		this.#sessions.delete(nameOf(key));
	}

	/** Suspends all of them: their files and what their terminals show are kept. */
	async [Symbol.asyncDispose](): Promise<void> {
		const sessions = [...this.#sessions.values()];
		this.#sessions.clear();
		await Promise.all(sessions.map(({ session }) => session.suspend()));
	}
}

function nameOf({ owner, lab }: SessionKey): string {
	return JSON.stringify([owner, lab]);
}

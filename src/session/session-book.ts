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
	/** Sessions that an earlier run of this runner has left, whose workspaces may still run. */
	readonly leftBehind: () => Promise<readonly SessionKey[]>;
	/** Removes from the engine what belongs to none of these sessions. */
	readonly sweep: () => Promise<void>;
	readonly onFault: (error: unknown) => void;
}

export class SessionBook implements AsyncDisposable {
	readonly #parts: SessionBookParts;
	readonly #sessions = new Map<string, { readonly key: SessionKey; readonly session: Session }>();
	#isClosed = false;

	constructor(parts: SessionBookParts) {
		this.#parts = parts;
	}

	/** Goes on with the sessions of an earlier run, and removes what is left of others. Never rejects. */
	async resume(): Promise<void> {
		try {
			for (const key of await this.#parts.leftBehind()) if (!this.#isClosed) this.open(key);
			await this.#parts.sweep();
		} catch (error) {
			this.#parts.onFault(error);
		}
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

	/** Ends it with all that runs in it; its files stay. */
	async end(key: SessionKey): Promise<void> {
		await this.find(key)?.end();
		this.#sessions.delete(nameOf(key));
	}

	/** Suspends all of them: their files and what their terminals show are kept. */
	async [Symbol.asyncDispose](): Promise<void> {
		this.#isClosed = true;
		const sessions = [...this.#sessions.values()];
		this.#sessions.clear();
		await Promise.all(sessions.map(({ session }) => session.suspend()));
	}
}

function nameOf({ owner, lab }: SessionKey): string {
	return JSON.stringify([owner, lab]);
}

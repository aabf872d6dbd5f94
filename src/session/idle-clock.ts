/** When a session that nobody uses ends, and from when on the page warns. */
import type { SessionLimits } from './session-limits.ts';

/** Typing puts the end off with each key; pages are told of it at most this often. */
const tellMilliseconds = 30_000;

export interface IdleClockParts {
	readonly limits: SessionLimits;
	/** The end or the warning has another time now, or the warning is due. */
	readonly onChange: () => void;
	readonly onEnd: () => void;
}

export class IdleClock implements Disposable {
	readonly #parts: IdleClockParts;
	#endsAt: number;
	#toldAt: number;
	#timer: NodeJS.Timeout | undefined;

	constructor(parts: IdleClockParts) {
		this.#parts = parts;
		this.#toldAt = Date.now();
		this.#endsAt = this.#toldAt + parts.limits.idleMilliseconds;
		this.#wait();
	}

	get endsAt(): Date {
		return new Date(this.#endsAt);
	}

	get warnsAt(): Date {
		return new Date(this.#endsAt - this.#parts.limits.warningMilliseconds);
	}

	/** Somebody did something. */
	touch(): void {
		const now = Date.now();
		const warned = now >= this.warnsAt.getTime();
		this.#endsAt = now + this.#parts.limits.idleMilliseconds;
		// The timer that runs finds the new end when it fires.
		if (!warned && now - this.#toldAt < tellMilliseconds) return;
		this.#toldAt = now;
		this.#parts.onChange();
	}

	[Symbol.dispose](): void {
		clearTimeout(this.#timer);
	}

	#wait(): void {
		const now = Date.now();
		const next = now < this.warnsAt.getTime() ? this.warnsAt.getTime() : this.#endsAt;
		this.#timer = setTimeout(() => this.#due(), next - now);
		// A clock does not keep a program alive that has nothing else to do.
		this.#timer.unref();
	}

	#due(): void {
		const now = Date.now();
		if (now >= this.#endsAt) {
			this.#parts.onEnd();
			return;
		}
		if (now >= this.warnsAt.getTime()) this.#parts.onChange();
		this.#wait();
	}
}

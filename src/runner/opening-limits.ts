/** How much of a session may be opened, and how fast: a page that went wrong must not wear the machine out. */
import { UserError } from '#errors';

const minute = 60_000;
const second = 1000;

/** Sessions started or reset for one lab: each makes containers. Pages ask on each load. */
export const sessionOpeningsPerMinute = 30;
/** Terminals of one session at the same time: each has a shell, a screen and a record, about 4 MB. */
export const terminalsPerSession = 8;
export const terminalOpeningsPerMinute = 30;
/** Pages connected to terminals of one session at the same time: some windows with all terminals. */
export const socketsPerSession = 32;
/** A page that lost the line comes back with all its terminals, again and again. */
export const socketOpeningsPerMinute = 240;
/** Pages that follow a session. */
export const followersPerSession = 16;

/** At most so many within a minute for each name; the times of the last ones are remembered. */
export class MinuteLimit {
	readonly #most: number;
	readonly #what: string;
	readonly #now: () => number;
	readonly #times = new Map<string, number[]>();

	/** `what`: the things that are too many, for the message, e.g. `terminals`. `now`: milliseconds of a rising clock. */
	constructor(most: number, what: string, now: () => number = () => performance.now()) {
		this.#most = most;
		this.#what = what;
		this.#now = now;
	}

	/** Counts one more. Throws `too-many-requests`, which says how long to wait. */
	count(name: string): void {
		const now = this.#now();
		const times = (this.#times.get(name) ?? []).filter((time) => now - time < minute);
		this.#times.set(name, times);
		const [oldest = now] = times;
		if (times.length >= this.#most) {
			const wait = Math.ceil((oldest + minute - now) / second);
			throw tooMany(`${times.length} ${this.#what} were opened within a minute.`, `Try again in ${wait} seconds.`);
		}
		times.push(now);
	}
}

/** At most so many at the same time for each name. */
export class PlaceLimit {
	readonly #most: number;
	readonly #what: string;
	readonly #taken = new Map<string, number>();

	constructor(most: number, what: string) {
		this.#most = most;
		this.#what = what;
	}

	/** Takes a place until it is disposed. Throws `too-many-requests`. */
	take(name: string): Disposable {
		const taken = this.#taken.get(name) ?? 0;
		if (taken >= this.#most) throw tooMany(`There are ${taken} ${this.#what} already.`, 'Close some, and try again.');
		this.#taken.set(name, taken + 1);
		let isTaken = true;
		return {
			[Symbol.dispose]: () => {
				if (!isTaken) return;
				isTaken = false;
				const left = (this.#taken.get(name) ?? 1) - 1;
				if (left === 0) this.#taken.delete(name);
				else this.#taken.set(name, left);
			},
		};
	}
}

export function tooMany(message: string, hint: string): UserError {
	return new UserError('too-many-requests', message, hint);
}

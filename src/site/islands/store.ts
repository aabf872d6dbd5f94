/** A value that can be watched. */
export class Store<T> {
	#value: T;
	readonly #listeners = new Set<() => void>();

	constructor(initial: T) {
		this.#value = initial;
	}

	get value(): T {
		return this.#value;
	}

	set(value: T): void {
		if (Object.is(value, this.#value)) return;
		this.#value = value;
		for (const listener of [...this.#listeners]) listener();
	}

	update(change: (value: T) => T): void {
		this.set(change(this.#value));
	}

	/** Calls `listener` after each change, until the returned function is called. */
	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}
}

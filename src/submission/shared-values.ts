/** Large values that are slow to read: those who need one at the same time share it, and it goes with the last of them. */
export class SharedValues<Value extends object> {
	readonly #values = new Map<string, WeakRef<Value>>();

	/** The value under this key that somebody still holds, else what `read` gives; undefined is not shared. */
	async get(key: string, read: () => Promise<Value | undefined>): Promise<Value | undefined> {
		const held = this.#values.get(key)?.deref();
		if (held !== undefined) return held;
		const value = await read();
		if (value !== undefined) this.#values.set(key, new WeakRef(value));
		return value;
	}
}

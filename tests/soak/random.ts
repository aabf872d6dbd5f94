/** Numbers that look random and are the same for the same seed, so that a failure can be run again. */
export type Random = () => number;

/** Floats in [0, 1); mulberry32, which is enough for choosing lines. */
export function seeded(seed: number): Random {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** A whole number from 0 to `end`, without it. */
export function below(random: Random, end: number): number {
	return Math.floor(random() * end);
}

export function pick<Item>(random: Random, items: readonly Item[]): Item {
	const item = items[below(random, items.length)];
	if (item === undefined) throw new RangeError('nothing to pick from');
	return item;
}

import { vi } from 'vitest';

/** A guard against hanging: a machine that has much else to do may take seconds for what takes milliseconds. */
const patience = { timeout: 60_000, interval: 20 };

/** Tries again and again until it does not throw, and gives its result. */
export function eventually<Result>(attempt: () => Result | Promise<Result>): Promise<Result> {
	return vi.waitFor(attempt, patience);
}

import { setTimeout as delay } from 'node:timers/promises';

/** Pause between two looks at a condition that nothing tells us about. */
const pauseMilliseconds = 25;

/**
 * Waits for a condition.
 *
 * @returns whether it came true within the time.
 * @throws the reason of the signal when it is aborted first.
 */
export async function waitUntil(
	condition: () => Promise<boolean>,
	milliseconds: number,
	signal?: AbortSignal,
): Promise<boolean> {
	const end = performance.now() + milliseconds;
	while (!(await condition())) {
		signal?.throwIfAborted();
		if (performance.now() > end) return false;
		await delay(pauseMilliseconds, undefined, signal && { signal });
	}
	return true;
}

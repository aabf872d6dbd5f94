import type { z } from 'zod';
import type { healthcheckSchema } from './schemas.ts';

export type Healthcheck = z.infer<typeof healthcheckSchema>;

/**
 * Shortest time between two checks, in nanoseconds. For each the engine starts a process outside the container's limits;
 * its own minimum is a millisecond.
 */
const leastInterval = 1_000_000_000;

/** Settings where 0 means the engine's default or the image's. */
const intervals = ['Interval', 'StartInterval'] as const;

/**
 * The health check of a container: as asked for or as its image says, but never more often than the engine bears.
 * Undefined leaves the image's.
 */
export function healthcheckOf(asked: Healthcheck | undefined, image: Healthcheck | undefined): Healthcheck | undefined {
	const slow: Partial<Record<(typeof intervals)[number], number>> = {};
	for (const name of intervals) {
		const interval = asked?.[name] || image?.[name];
		if (interval && interval < leastInterval) slow[name] = leastInterval;
	}
	return Object.keys(slow).length === 0 ? asked : { ...asked, ...slow };
}

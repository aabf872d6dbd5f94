import type { Timestamp } from './control-messages.ts';

/** Milliseconds since 1970 by the engine's clock; it may differ from ours, so the two are never mixed. */
export function millisecondsOf({ seconds, nanos }: Timestamp): number {
	return seconds * 1000 + nanos / 1e6;
}

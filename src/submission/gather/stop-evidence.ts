/** How a program is told to stop, and what its end says. */
import type { RunRequest, RunResult } from '#engine/engine.ts';
import type { StopEvidence } from '#grade/evidence.ts';

/** Time beyond the longest that a check allows, so that "too slow" and "never" are told apart by the check. */
const graceMilliseconds = 1000;

/** @param seconds that a check gives it at most. */
export function stopRequest(seconds: number, afterMilliseconds: number): NonNullable<RunRequest['stop']> {
	return { signal: 'SIGTERM', afterMilliseconds, patienceMilliseconds: patience(seconds) };
}

export function stopEvidence(result: RunResult, seconds: number): StopEvidence {
	if (result.stopMilliseconds !== undefined && result.outcome === 'exited') {
		return { outcome: 'stopped', milliseconds: Math.round(result.stopMilliseconds) };
	}
	return result.outcome === 'timed-out' ? { outcome: 'killed', milliseconds: patience(seconds) } : notRunning;
}

export const notRunning: StopEvidence = { outcome: 'not-running', milliseconds: 0 };

function patience(seconds: number): number {
	return seconds * 1000 + graceMilliseconds;
}

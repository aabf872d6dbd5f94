/** How the program takes SIGTERM while it waits for input. */
import type { StopEvidence } from '#grade/evidence.ts';
import type { Lab } from '#lab/schema.ts';
import { type RunSetting, runProgram } from './run-evidence.ts';

/** Time to start before the signal comes: containers of the labs' programs are up in a third of it. */
const settleMilliseconds = 1000;

/** Time beyond the longest that a check allows, so that "too slow" and "never" are told apart by the check. */
const graceMilliseconds = 1000;

/** Seconds that the checks of the lab give a program to stop; undefined when none looks. */
export function stopSeconds(lab: Lab): number | undefined {
	const seconds = lab.checks.flatMap((check) => (check.kind === 'stops-cleanly' ? [check.stopSeconds] : []));
	return seconds.length === 0 ? undefined : Math.max(...seconds);
}

export async function gatherStop(setting: RunSetting, image: string, seconds: number): Promise<StopEvidence> {
	const allowed = settleMilliseconds + seconds * 1000 + graceMilliseconds;
	const limits = { ...setting.limits, runSeconds: allowed / 1000 };
	const result = await runProgram(
		{ ...setting, limits },
		{ image, args: [], stdin: '', stop: { signal: 'SIGTERM', afterMilliseconds: settleMilliseconds } },
	);
	if (result.stopMilliseconds !== undefined && result.outcome === 'exited') {
		return { outcome: 'stopped', milliseconds: Math.round(result.stopMilliseconds) };
	}
	if (result.outcome === 'timed-out') return { outcome: 'killed', milliseconds: allowed - settleMilliseconds };
	return { outcome: 'not-running', milliseconds: 0 };
}

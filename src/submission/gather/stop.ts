/** How the program takes SIGTERM while it waits for input, or for questions. */
import type { RunResult } from '#engine/engine.ts';
import type { StopEvidence } from '#grade/evidence.ts';
import type { Lab } from '#lab/schema.ts';
import { type RunSetting, runProgram } from './run-evidence.ts';
import { serve } from './server/serve.ts';

/** Time to start before the signal comes: containers of the labs' programs are up in a third of it. */
const settleMilliseconds = 1000;

/** Time beyond the longest that a check allows, so that "too slow" and "never" are told apart by the check. */
const graceMilliseconds = 1000;

/** Seconds that the checks of the lab give a program to stop; undefined when none looks. */
export function stopSeconds(lab: Lab): number | undefined {
	const seconds = lab.checks.flatMap((check) => (check.kind === 'stops-cleanly' ? [check.stopSeconds] : []));
	return seconds.length === 0 ? undefined : Math.max(...seconds);
}

export async function gatherStop(
	setting: RunSetting,
	{ probe, marker }: Pick<Lab, 'probe' | 'marker'>,
	image: string,
	seconds: number,
): Promise<StopEvidence> {
	if (probe?.kind !== 'http') return await stopProgram(setting, image, seconds);
	const allowed = seconds * 1000 + graceMilliseconds;
	const stop = { signal: 'SIGTERM', afterMilliseconds: 0, patienceMilliseconds: allowed };
	// One that has answered is done with starting: a signal in the middle of that says little about the program.
	const question = { method: 'GET', path: marker?.path ?? '/', headers: {}, body: '' } as const;
	const { result, isReady } = await serve(setting, { image, probe, stop, seconds }, async (ask) => {
		await ask(question);
	});
	if (!isReady) return { outcome: 'not-running', milliseconds: 0 };
	return stopEvidence(result, allowed);
}

async function stopProgram(setting: RunSetting, image: string, seconds: number): Promise<StopEvidence> {
	const allowed = settleMilliseconds + seconds * 1000 + graceMilliseconds;
	const limits = { ...setting.limits, runSeconds: allowed / 1000 };
	const result = await runProgram(
		{ ...setting, limits },
		{ image, args: [], stdin: '', stop: { signal: 'SIGTERM', afterMilliseconds: settleMilliseconds } },
	);
	return stopEvidence(result, allowed - settleMilliseconds);
}

function stopEvidence(result: RunResult, allowed: number): StopEvidence {
	if (result.stopMilliseconds !== undefined && result.outcome === 'exited') {
		return { outcome: 'stopped', milliseconds: Math.round(result.stopMilliseconds) };
	}
	if (result.outcome === 'timed-out') return { outcome: 'killed', milliseconds: allowed };
	return { outcome: 'not-running', milliseconds: 0 };
}

/** How the program takes SIGTERM while it waits for input, or for questions. */
import type { StopEvidence } from '#grade/evidence.ts';
import type { Lab } from '#lab/schema.ts';
import { type RunSetting, runProgram } from './run-evidence.ts';
import { pageOf } from './server/questions.ts';
import { serve } from './server/serve.ts';
import { notRunning, stopEvidence, stopRequest } from './stop-evidence.ts';

/** Time to start before the signal comes: containers of the labs' programs are up in a third of it. */
const settleMilliseconds = 1000;

/** The engine's own time for ending a container, beyond that of the program. */
const engineSeconds = 5;

/** Seconds that the checks of the lab give a program to stop; undefined when none looks. */
export function stopSeconds(lab: Lab): number | undefined {
	const seconds = lab.checks.flatMap((check) => (check.kind === 'stops-cleanly' ? [check.stopSeconds] : []));
	return seconds.length === 0 ? undefined : Math.max(...seconds);
}

/** In a container of its own. */
export async function gatherStop(
	setting: RunSetting,
	{ probe, marker }: Pick<Lab, 'probe' | 'marker'>,
	image: string,
	seconds: number,
): Promise<StopEvidence> {
	if (probe?.kind !== 'http') return await stopProgram(setting, image, seconds);
	const serving = { image, probe, seconds: probe.answerSeconds, stopSeconds: seconds };
	// One that has answered is done with starting: a signal in the middle of that says little about the program.
	const { result, isReady } = await serve(setting, serving, async (ask) => {
		await pageOf(ask, marker?.path ?? '/');
	});
	return isReady ? stopEvidence(result, seconds) : notRunning;
}

async function stopProgram(setting: RunSetting, image: string, seconds: number): Promise<StopEvidence> {
	const stop = stopRequest(seconds, settleMilliseconds);
	const runSeconds = (stop.afterMilliseconds + (stop.patienceMilliseconds ?? 0)) / 1000 + engineSeconds;
	const limits = { ...setting.limits, runSeconds };
	return stopEvidence(await runProgram({ ...setting, limits }, { image, args: [], stdin: '', stop }), seconds);
}

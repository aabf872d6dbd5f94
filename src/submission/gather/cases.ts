/** The conversations of the lab's probe, each in a fresh container. */
import type { CaseEvidence } from '#grade/evidence.ts';
import type { StdioProbe } from '#lab/probe-schema.ts';
import { type RunSetting, runEvidence, runProgram } from './run-evidence.ts';

/** Containers at once. Starting one is mostly waiting for the engine; more than the cores would eat into each other's time. */
const parallelRuns = 2;

/** `random` gives floats in [0, 1): the values of the cases are drawn from it. */
export async function gatherCases(
	setting: RunSetting,
	probe: StdioProbe,
	image: string,
	random: () => number,
): Promise<readonly CaseEvidence[]> {
	const cases = probe.draw(random);
	const results: CaseEvidence[] = [];
	const waiting = cases.entries();
	const work = async (): Promise<void> => {
		for (const [index, { name, args = [], stdin = '', stdout, errorLines = 0, exitCode = 0 }] of waiting) {
			const run = runEvidence(await runProgram(setting, { image, args, stdin }));
			results[index] = {
				name,
				args,
				stdin,
				expectedStdout: stdout,
				expectedErrorLines: errorLines,
				expectedExitCode: exitCode,
				run,
			};
		}
	};
	await Promise.all(Array.from({ length: parallelRuns }, work));
	return results;
}

/** The conversations of the lab's probe, each in a fresh container. */
import type { CaseEvidence, RunEvidence } from '#grade/evidence.ts';
import type { StdioProbe } from '#lab/probe-schema.ts';
import { type RunSetting, runEvidence, runProgram } from './run-evidence.ts';

/** Containers at once. Starting one is mostly waiting for the engine; more than the cores would eat into each other's time. */
const parallelRuns = 2;

/**
 * `random` gives floats in [0, 1): the values of the cases are drawn from it. A case that ran out of time is tried once more,
 * since the machine may have had much else to do; after one that did so twice, no other is.
 */
export async function gatherCases(
	setting: RunSetting,
	probe: StdioProbe,
	image: string,
	random: () => number,
): Promise<readonly CaseEvidence[]> {
	const cases = probe.draw(random);
	const results: CaseEvidence[] = [];
	const waiting = cases.entries();
	let isSlow = false;
	const runCase = async (args: readonly string[], stdin: string): Promise<RunEvidence> => {
		const run = () => runProgram(setting, { image, args, stdin });
		const first = await run();
		if (first.outcome !== 'timed-out' || isSlow) return runEvidence(first);
		const second = await run();
		isSlow ||= second.outcome === 'timed-out';
		return runEvidence(second);
	};
	const work = async (): Promise<void> => {
		for (const [index, { name, args = [], stdin = '', stdout, errorLines = 0, exitCode = 0 }] of waiting) {
			results[index] = {
				name,
				args,
				stdin,
				expectedStdout: stdout,
				expectedErrorLines: errorLines,
				expectedExitCode: exitCode,
				run: await runCase(args, stdin),
			};
		}
	};
	await Promise.all(Array.from({ length: parallelRuns }, work));
	return results;
}

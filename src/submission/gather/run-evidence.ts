/** Runs of the learner's program: always without a network, with the limits of the lab, its output as plain bytes. */
import type { Engine, Labels, RunRequest, RunResult } from '#engine/engine.ts';
import type { RunEvidence } from '#grade/evidence.ts';
import type { LabLimits } from '#lab/schema.ts';
import { cleanText } from '../build/clean-log.ts';

/** What all runs of one grading have in common. */
export interface RunSetting {
	readonly engine: Engine;
	readonly limits: LabLimits;
	readonly labels: Labels;
	readonly signal: AbortSignal;
}

export interface ProgramRun {
	readonly image: string;
	/** Arguments after the entry point; with none the image's own CMD stays. */
	readonly args: readonly string[];
	readonly stdin: string;
	readonly stop?: RunRequest['stop'];
}

/** Throws when the engine fails or the signal ends it; how the program ends is data. */
export async function runProgram({ engine, limits, labels, signal }: RunSetting, run: ProgramRun): Promise<RunResult> {
	return engine.containers.run(
		{
			image: run.image,
			...(run.args.length > 0 ? { cmd: run.args } : {}),
			...(run.stop === undefined ? {} : { stop: run.stop }),
			labels,
			limits: { memoryBytes: limits.runMemoryBytes, pids: limits.runPids, cpus: limits.cpus },
			network: 'none',
			stdin: Buffer.from(run.stdin),
			timeoutMilliseconds: limits.runSeconds * 1000,
			outputBytes: limits.outputBytes,
		},
		{ signal },
	);
}

/**
 * What runc writes to the container's own standard error when the kernel refuses the program after the container has
 * started: its loader is missing, or it is for another machine. To the engine that is a program that ended with 1 or 255.
 */
const refusedByKernel =
	/^(?:exec \S+|.{0,80}exec user process caused(?: "exec format error")?): [a-z ]+(?:directory|error|denied)\s*$/;

/** The output is decoded as UTF-8; what is none becomes U+FFFD. Control characters stay: the output is compared. */
export function runEvidence(result: RunResult): RunEvidence {
	const stdout = Buffer.from(result.stdout).toString('utf8');
	const stderr = Buffer.from(result.stderr).toString('utf8');
	const milliseconds = Math.round(result.milliseconds);
	if (result.outcome === 'exited' && result.exitCode !== 0 && stdout === '' && refusedByKernel.test(stderr)) {
		return { outcome: 'not-started', stdout, stderr: '', error: cleanText(stderr).trim(), milliseconds };
	}
	return {
		outcome: result.outcome,
		...(result.exitCode === undefined ? {} : { exitCode: result.exitCode }),
		stdout,
		stderr,
		...(result.error === undefined ? {} : { error: cleanText(result.error) }),
		milliseconds,
	};
}

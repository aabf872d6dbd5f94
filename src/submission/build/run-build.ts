/** One build of a submission with the limits of its lab, told as evidence. */
import type { BuildEvent, BuildRequest, BuildResult, BuildStep, Engine } from '#engine/engine.ts';
import { messageOf, UserError } from '#errors';
import type { BuildEvidence } from '#grade/evidence.ts';
import type { LabLimits } from '#lab/schema.ts';
import { buildLimits, explainFailure, type FailureCause } from './build-failure.ts';
import { cleanText } from './clean-log.ts';
import { LogMeter } from './log-meter.ts';
import { isPassingTrouble } from './passing-trouble.ts';

export interface BuildRun {
	readonly engine: Engine;
	readonly request: Omit<BuildRequest, 'limits'>;
	readonly limits: LabLimits;
	/** Whether `.dockerignore` leaves a path of the submission out. */
	readonly isLeftOut: (path: string) => boolean;
	readonly onEvent: (event: BuildEvent) => void;
	readonly signal: AbortSignal;
}

export interface BuildOutcome {
	readonly evidence: BuildEvidence;
	/** Present when built. */
	readonly imageId?: string;
}

/**
 * Builds, and once more when the network or the engine's cache was in the way: steps that were done are in the cache. Throws UserError `cancelled`
 * when `signal` asks for it; a fault of the engine becomes outcome `fault`.
 */
export async function runBuild(run: BuildRun): Promise<BuildOutcome> {
	const first = await buildOnce(run);
	return isPassingTrouble(first.evidence) ? await buildOnce(run) : first;
}

async function buildOnce(run: BuildRun): Promise<BuildOutcome> {
	const { limits } = run;
	const stop = new AbortController();
	let reached: FailureCause | undefined;
	const stopAt = (cause: FailureCause): void => {
		reached ??= cause;
		stop.abort();
	};
	const meter = new LogMeter(limits.logBytes, () => stopAt(buildLimits.log(limits)));
	const steps = new Map<string, BuildStep>();
	const timer = setTimeout(() => stopAt(buildLimits.time(limits)), limits.buildSeconds * 1000);
	const started = performance.now();
	try {
		const result = await run.engine.build(
			{ ...run.request, limits: stepLimits(limits) },
			{
				signal: AbortSignal.any([run.signal, stop.signal]),
				onEvent: (event) => {
					if (event.kind === 'step') steps.set(event.step.id, event.step);
					const passed = meter.take(event);
					if (passed !== undefined) run.onEvent(passed);
				},
			},
		);
		return outcomeOf(result, meter, run);
	} catch (error) {
		if (run.signal.aborted) throw error;
		const milliseconds = Math.round(performance.now() - started);
		const seen = { steps: stepsOf([...steps.values()]), milliseconds, contextEntries: 0, contextBytes: 0 };
		if (reached !== undefined) {
			const error = `The build was stopped at its limit, a ${reached.limit}.`;
			return { evidence: { ...seen, ...reached, error, logTail: meter.tail() } };
		}
		return { evidence: { ...seen, outcome: 'fault', ...faultTexts(error), logTail: meter.tail() } };
	} finally {
		clearTimeout(timer);
	}
}

/** What went wrong on our side, in words. */
export function faultTexts(error: unknown): { readonly error: string; readonly hint: string } {
	if (error instanceof UserError) return { error: error.message, hint: error.hint };
	const message = messageOf(error);
	return { error: cleanText(message), hint: 'This is a fault of the grader. Grade again; if it stays, report it.' };
}

function outcomeOf(result: BuildResult, meter: LogMeter, run: BuildRun): BuildOutcome {
	const { contextEntries, contextBytes, milliseconds } = result;
	const facts = { steps: stepsOf(result.steps), contextEntries, contextBytes, milliseconds };
	if (result.outcome === 'built') {
		const evidence: BuildEvidence = { ...facts, outcome: 'built', logTail: [] };
		return result.imageId === undefined ? { evidence } : { evidence, imageId: result.imageId };
	}
	const logTail = meter.tail(result);
	return {
		evidence: {
			...facts,
			...explainFailure(result, logTail, run.limits, run.isLeftOut),
			error: cleanText(result.error ?? 'The engine gave no reason.'),
			...(result.errorLines === undefined ? {} : { errorLines: result.errorLines }),
			logTail,
		},
	};
}

function stepsOf(steps: readonly BuildStep[]): BuildEvidence['steps'] {
	return steps.map(({ name, cached, milliseconds, status }) => ({
		name: cleanText(name),
		cached,
		milliseconds,
		status,
	}));
}

function stepLimits(limits: LabLimits): NonNullable<BuildRequest['limits']> {
	return {
		memoryBytes: limits.stepMemoryBytes,
		pids: limits.stepPids,
		cpus: limits.cpus,
		fileBytes: limits.stepFileBytes,
	};
}

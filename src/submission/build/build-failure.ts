/** What ended a build, where we know more than the engine's message says: our limits, and the submitted files. */
import type { BuildResult } from '#engine/engine.ts';
import { UserError } from '#errors';
import type { LabLimits } from '#lab/schema.ts';
import { bytesText, countText } from '../words.ts';

export interface FailureCause {
	readonly outcome: 'failed' | 'refused' | 'limit';
	/** Name of the limit with its value. */
	readonly limit?: string;
	readonly hint?: string;
}

export const buildLimits = {
	time: (limits: LabLimits): FailureCause => ({
		outcome: 'limit',
		limit: `build time of ${limits.buildSeconds} s`,
		hint: 'Find the step that takes so long or waits for ever; it is the last one in the log. Nobody can answer questions in a build.',
	}),
	log: (limits: LabLimits): FailureCause => ({
		outcome: 'limit',
		limit: `log of ${bytesText(limits.logBytes)}`,
		hint: 'Find the step that prints without an end, and stop it or send its output to /dev/null.',
	}),
	memory: (limits: LabLimits): FailureCause => ({
		outcome: 'limit',
		limit: `memory of ${bytesText(limits.stepMemoryBytes)} for all steps together`,
		hint: 'Let the step use less memory: fewer parallel jobs, smaller input.',
	}),
	processes: (limits: LabLimits): FailureCause => ({
		outcome: 'limit',
		limit: `${countText(limits.stepPids)} processes for all steps together`,
		hint: 'Let the step start fewer processes at once, and let it wait for those that it starts.',
	}),
	fileSize: (limits: LabLimits): FailureCause => ({
		outcome: 'limit',
		limit: `file size of ${bytesText(limits.stepFileBytes)} in a step`,
		hint: 'Let the step write smaller files.',
	}),
} as const;

interface Sign {
	readonly pattern: RegExp;
	readonly cause: (limits: LabLimits) => FailureCause;
}

/** Signs in the engine's message and in the end of the failing step's log, the surest first. */
const signs: readonly Sign[] = [
	{
		pattern: /can't fork|cannot fork|fork: (?:retry: )?Resource temporarily unavailable|pthread_create failed/i,
		cause: buildLimits.processes,
	},
	{ pattern: /exit code: 153\b|File too large|File size limit exceeded/i, cause: buildLimits.fileSize },
	// 137 is 128 + SIGKILL: in a build nobody but the kernel's out-of-memory killer sends it.
	{ pattern: /exit code: 137\b|cannot allocate memory|out of memory/i, cause: buildLimits.memory },
	{
		pattern: /no space left on device/i,
		cause: () => ({
			outcome: 'failed',
			hint: 'The disk of the engine is full. Remove what is not needed (docker system df shows it), then build again.',
		}),
	},
	{
		pattern: /denied by policy|not allowed by policy|source policy/i,
		cause: () => ({
			outcome: 'refused',
			hint: 'Use only the images of the lab and the files of the submitted folder.',
		}),
	},
];

/**
 * Explains a failed build as far as our limits and the submitted files do. `isLeftOut` says whether `.dockerignore` leaves a
 * path of the submission out of the context.
 */
export function explainFailure(
	result: Pick<BuildResult, 'error'>,
	logTail: readonly string[],
	limits: LabLimits,
	isLeftOut: (path: string) => boolean,
): FailureCause {
	const text = [result.error ?? '', ...logTail].join('\n');
	const sign = signs.find(({ pattern }) => pattern.test(text));
	if (sign !== undefined) return sign.cause(limits);
	const missing = /"\/?([^"]+)": not found/.exec(result.error ?? '')?.[1];
	if (missing !== undefined && isLeftOut(missing)) {
		return {
			outcome: 'failed',
			hint: `${missing} is in the folder, but .dockerignore leaves it out of the build context. Remove the pattern, or add the line !${missing} after it.`,
		};
	}
	return { outcome: 'failed' };
}

/** UserError `build-failed` for a build of ours, e.g. `labs/go/warm.Dockerfile`; `hint` is for where the build has none. */
export function doesNotBuild(
	what: string,
	{ error = 'the engine did not say why', ...build }: { readonly error?: string; readonly hint?: string },
	hint: string,
): UserError {
	return new UserError('build-failed', `${what} does not build: ${error}`, build.hint ?? hint);
}

/** A learner's server while it runs: started, waited for, asked, ended. */
import { setTimeout as delay } from 'node:timers/promises';
import type { RunRequest, RunResult } from '#engine/engine.ts';
import type { AnswerEvidence } from '#grade/evidence.ts';
import type { HttpCase, HttpProbe } from '#lab/probe-schema.ts';
import type { RunSetting } from '../run-evidence.ts';
import { stopRequest } from '../stop-evidence.ts';
import { ask } from './ask.ts';
import type { ListeningAddress } from './listening.ts';
import { QuestionContainer } from './question-container.ts';

/** Before we look again at a server that listens, but on loopback alone. */
const againMilliseconds = 200;

/** The program's end is told on another connection than the failure that it causes. */
const endMilliseconds = 5_000;

/** The engine's own time for containers and connections, beyond that of the program. */
const engineMilliseconds = 60_000;

export interface Serving {
	readonly image: string;
	readonly probe: HttpProbe;
	/** Time for `use`. */
	readonly seconds: number;
	/** Time to stop after SIGTERM, which it gets when all is done. Default: it is killed. */
	readonly stopSeconds?: number | undefined;
}

export interface Served {
	readonly result: RunResult;
	/** It listened on the port of the probe, on an address that is reached from outside. */
	readonly isReady: boolean;
	/** It ran until all of this was done, or was given up: it had not ended by itself, nor been ended at a limit. */
	readonly outlasted: boolean;
	/** Who listened when we last looked. */
	readonly listening: readonly ListeningAddress[];
}

export type AskServer = (question: Pick<HttpCase, 'method' | 'path' | 'headers' | 'body'>) => Promise<AnswerEvidence>;

/**
 * Starts the image in a network of its own, without a route to the outside, waits until it listens, and then asks what `use`
 * asks. When the program ends before, `use` gets `closed` for an answer. Throws when the engine fails or the signal ends it.
 */
export async function serve(
	setting: RunSetting,
	{ image, probe, seconds, stopSeconds }: Serving,
	use: (ask: AskServer) => Promise<void>,
): Promise<Served> {
	const { engine, limits, labels } = setting;
	let isReady = false;
	let outlasted = false;
	let listening: readonly ListeningAddress[] = [];
	const during = async (id: string, ended: AbortSignal): Promise<void> => {
		const signal = AbortSignal.any([setting.signal, ended]);
		await using beside = await QuestionContainer.start(engine, id, labels, { signal });
		const deadline = performance.now() + probe.startSeconds * 1000;
		for (let left = deadline - performance.now(); !isReady && left > 0; left = deadline - performance.now()) {
			listening = await beside.listening(probe.port, left, { signal });
			isReady = listening.some(({ port, isLoopback }) => port === probe.port && !isLoopback);
			if (!isReady) await delay(againMilliseconds, undefined, { signal });
		}
		const askLimits = { milliseconds: probe.answerSeconds * 1000, bodyBytes: limits.outputBytes };
		const askServer: AskServer = async (question) => {
			if (ended.aborted) return { outcome: 'closed' };
			return await ask(await beside.connect(probe.port, { signal }), question, askLimits);
		};
		if (isReady) await use(askServer);
		outlasted = !ended.aborted;
	};
	const result = await engine.containers.run(
		{
			image,
			labels,
			limits: { memoryBytes: limits.runMemoryBytes, pids: limits.runPids, cpus: limits.cpus },
			network: 'none',
			timeoutMilliseconds: (probe.startSeconds + seconds + (stopSeconds ?? 0)) * 1000 + engineMilliseconds,
			outputBytes: limits.outputBytes,
			during: unlessEnded(during, setting.signal),
			...(stopSeconds === undefined ? {} : { stop: stopRequest(stopSeconds, 0) }),
		},
		{ signal: setting.signal },
	);
	return { result, isReady, outlasted, listening };
}

/** What fails because the program has ended is no fault: how it ended is told by the run. */
function unlessEnded(
	during: NonNullable<RunRequest['during']>,
	cancelled: AbortSignal,
): NonNullable<RunRequest['during']> {
	return async (id, ended) => {
		try {
			await during(id, ended);
		} catch (error) {
			if (cancelled.aborted || !(await endsSoon(ended))) throw error;
		}
	};
}

async function endsSoon(ended: AbortSignal): Promise<boolean> {
	if (!ended.aborted) await delay(endMilliseconds, undefined, { signal: ended }).catch(() => undefined);
	return ended.aborted;
}

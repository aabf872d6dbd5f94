/** The questions of the lab's probe to a learner's server, one after the other to one container. */
import type { QuestionEvidence, ServerEvidence, StopEvidence } from '#grade/evidence.ts';
import { type HttpProbe, httpCaseSchema } from '#lab/probe-schema.ts';
import { type RunSetting, runEvidence } from '../run-evidence.ts';
import { notRunning, stopEvidence } from '../stop-evidence.ts';
import { type AskServer, serve } from './serve.ts';

export interface QuestionRequest {
	readonly probe: HttpProbe;
	readonly image: string;
	/** Floats in [0, 1): the values of the questions are drawn from it. */
	readonly random: () => number;
	/** A page that is asked for last. */
	readonly page?: string | undefined;
	/** Seconds to stop after SIGTERM, when it was asked everything. */
	readonly stopSeconds?: number | undefined;
}

export interface Questioned {
	readonly server: ServerEvidence;
	/** `''` when it did not answer. Absent like `stop` when the server ended in the middle of the questions. */
	readonly page?: string;
	readonly stop?: StopEvidence;
}

/**
 * Asks one container everything, the page too, and tells it to stop: starting a server is what takes longest. One that did
 * not listen or answer in time is tried once more, since the machine may have had much else to do.
 */
export async function gatherQuestions(setting: RunSetting, request: QuestionRequest): Promise<Questioned> {
	const first = await askOnce(setting, request);
	return ranOutOfTime(first.server) ? await askOnce(setting, request) : first;
}

function ranOutOfTime({ endedByItself, isReady, listening, questions }: ServerEvidence): boolean {
	const isSilent = !endedByItself && !isReady && listening.length === 0;
	return isSilent || questions.some(({ answer }) => answer.outcome === 'timed-out');
}

async function askOnce(setting: RunSetting, request: QuestionRequest): Promise<Questioned> {
	const { probe, image, random, page: path, stopSeconds } = request;
	const questions = probe.draw(random).map((question) => httpCaseSchema.parse(question));
	const answers: QuestionEvidence[] = [];
	let page = '';
	const serving = { image, probe, seconds: (questions.length + 1) * probe.answerSeconds, stopSeconds };
	const { result, isReady, outlasted, listening } = await serve(setting, serving, async (ask) => {
		for (const question of questions) answers.push({ ...question, answer: await ask(question) });
		if (path !== undefined) page = await pageOf(ask, path);
	});
	const server = {
		...{ run: runEvidence(result), endedByItself: !outlasted, isReady, listening },
		questions: questions.map(
			(question, index) => answers[index] ?? { ...question, answer: { outcome: 'closed' } as const },
		),
	};
	if (isReady && !outlasted) return { server };
	const stop = stopSeconds === undefined || !isReady ? notRunning : stopEvidence(result, stopSeconds);
	return { server, page, stop };
}

/** What the server answers to `GET` of a path; `''` when it does not answer. */
export async function gatherPage(setting: RunSetting, probe: HttpProbe, image: string, path: string): Promise<string> {
	let page = '';
	await serve(setting, { image, probe, seconds: probe.answerSeconds }, async (ask) => {
		page = await pageOf(ask, path);
	});
	return page;
}

/** Asks for a page; `''` when there is no answer. */
export async function pageOf(ask: AskServer, path: string): Promise<string> {
	const answer = await ask({ method: 'GET', path, headers: {}, body: '' });
	return answer.outcome === 'answered' ? answer.body : '';
}

/** The questions of the lab's probe to a learner's server, one after the other to one container. */
import type { QuestionEvidence, ServerEvidence } from '#grade/evidence.ts';
import { type HttpProbe, httpCaseSchema } from '#lab/probe-schema.ts';
import { type RunSetting, runEvidence } from '../run-evidence.ts';
import { type AskServer, serve } from './serve.ts';

/** `random` gives floats in [0, 1): the values of the questions are drawn from it. */
export async function gatherQuestions(
	setting: RunSetting,
	probe: HttpProbe,
	image: string,
	random: () => number,
): Promise<ServerEvidence> {
	const questions = probe.draw(random).map((question) => httpCaseSchema.parse(question));
	const answers: QuestionEvidence[] = [];
	const seconds = questions.length * probe.answerSeconds;
	const { result, isReady, listening } = await serve(setting, { image, probe, seconds }, async (ask) => {
		for (const question of questions) answers.push({ ...question, answer: await ask(question) });
	});
	return {
		run: runEvidence(result),
		endedByItself: result.endedByUs !== true,
		isReady,
		listening,
		questions: questions.map((question, index) => answers[index] ?? { ...question, answer: { outcome: 'closed' } }),
	};
}

/** What the server answers to `GET` of a path; `''` when it does not answer. */
export async function gatherPage(setting: RunSetting, probe: HttpProbe, image: string, path: string): Promise<string> {
	let page = '';
	const show = async (ask: AskServer): Promise<void> => {
		const answer = await ask({ method: 'GET', path, headers: {}, body: '' });
		if (answer.outcome === 'answered') page = answer.body;
	};
	await serve(setting, { image, probe, seconds: probe.answerSeconds }, show);
	return page;
}

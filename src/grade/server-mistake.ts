/** What is wrong with a server: that it does not start, is not reached, or gives a wrong answer. */
import { isDeepStrictEqual } from 'node:util';
import { crashCause } from './crash-cause.ts';
import type { AnswerEvidence, QuestionEvidence, RunEvidence, ServerEvidence } from './evidence.ts';
import { type Facts, inDockerfile, inSource, listText, type Place, shortened } from './rule.ts';
import { failedToStart, startProblem } from './start-problem.ts';

export interface Mistake {
	readonly actual: string;
	readonly hint: string;
	readonly place: Place;
}

/** Why it could not be asked at all; undefined when it could. */
export function serverMistake(facts: Facts, server: ServerEvidence): Mistake | undefined {
	const { run, endedByItself } = server;
	const sources = inSource(facts);
	if (run.outcome === 'not-started' || (endedByItself && failedToStart(run))) return startProblem(facts, run);
	if (run.outcome === 'out-of-memory') {
		const hint = 'Start fewer processes in the container, or keep less in memory.';
		return { actual: 'it used too much memory and was killed.', hint, place: sources };
	}
	if (run.outcome === 'output-limit') {
		const limit = facts.lab.limits.outputBytes.toLocaleString('en-US');
		return { actual: `it wrote more than ${limit} bytes to its log.`, hint: 'Log less.', place: sources };
	}
	if (endedByItself) return crashed(facts, run);
	return server.isReady ? undefined : unreached(facts, server);
}

function crashed(facts: Facts, run: RunEvidence): Mistake {
	const status = run.exitCode === undefined ? '' : ` with status ${run.exitCode}`;
	const cause = crashCause(facts, log(run));
	return {
		actual: `it ended${status} and did not wait for questions.${lastWords(run, cause?.said)}`,
		hint: cause?.hint ?? `Run the image yourself and read its log: docker run --rm ${facts.lab.images.after.tag}.`,
		place: cause?.place ?? inDockerfile(facts),
	};
}

function unreached(facts: Facts, { run, listening }: ServerEvidence): Mistake {
	const { probe } = facts.lab;
	const { port, startSeconds } = probe?.kind === 'http' ? probe : { port: 0, startSeconds: 0 };
	const place = inDockerfile(facts);
	const addresses = listening.map(({ address, port: other }) => `${address}:${other}`);
	const wanted = `0.0.0.0:${port}, which means every address of the container`;
	if (listening.some((one) => one.port === port)) {
		return {
			actual: `it listens on ${listText(addresses)}, which is reached from inside the container alone.`,
			hint: `Let it listen on ${wanted}.`,
			place,
		};
	}
	if (listening.length > 0) {
		return {
			actual: `it listens on ${listText(addresses)}, and nothing listens on port ${port}.`,
			hint: `Let it listen on ${wanted}.`,
			place,
		};
	}
	const cause = crashCause(facts, log(run));
	return {
		actual: `nothing listened on port ${port} within ${startSeconds} s.${lastWords(run, cause?.said)}`,
		hint: cause?.hint ?? `Start the server in the foreground, and let it listen on ${wanted}.`,
		place: cause?.place ?? place,
	};
}

const notFound = 404;

const missingFile =
	'The program has no such file. What is built for it has to be copied into the image, to the place where the program looks for it.';

/** A question for something that is there as it is: no value in it is computed. */
function isFile({ status, fields, texts }: QuestionEvidence): boolean {
	return status < 300 && Object.keys(fields).length === 0 && texts.length === 0;
}

/** What is wrong with one answer; undefined when it is right. */
export function answerMistake(facts: Facts, run: RunEvidence, question: QuestionEvidence): Mistake | undefined {
	const { answer, status, method, path } = question;
	const place = inSource(facts);
	const asked = `${method} ${shortened(path)}`;
	const wrong = (actual: string): Mistake => ({
		actual: `${asked} ${actual}`,
		hint: 'The values are drawn anew in each run, so the program has to compute its answers. Compare with its tests.',
		place,
	});
	if (answer.outcome !== 'answered') {
		return { actual: `${asked} ${noAnswer(answer)}.${lastWords(run)}`, hint: 'Ask it yourself with curl.', place };
	}
	if (answer.status !== status) {
		const said = answer.body === '' ? '' : ` It said: ${shortened(answer.body)}`;
		const log_ = answer.status >= 500 ? lastWords(run) : '';
		const mistake = wrong(`was answered with status ${answer.status}, not ${status}.${said}${log_}`);
		return isFile(question) && answer.status === notFound
			? { ...mistake, hint: missingFile, place: inDockerfile(facts) }
			: mistake;
	}
	const problem = jsonProblem(question, answer);
	return problem === undefined ? undefined : wrong(problem);
}

function noAnswer({ outcome }: AnswerEvidence): string {
	switch (outcome) {
		case 'timed-out':
			return 'got no answer in time';
		case 'too-large':
			return 'got an answer without an end';
		case 'not-http':
			return 'got an answer that is not HTTP';
		default:
			return 'got no answer: the connection was closed';
	}
}

function jsonProblem(
	{ fields, texts }: Pick<QuestionEvidence, 'fields' | 'texts'>,
	{ body, contentType }: Extract<AnswerEvidence, { outcome: 'answered' }>,
): string | undefined {
	const names = [...Object.keys(fields), ...texts];
	if (names.length === 0) return undefined;
	const value = parsedObject(body);
	if (value === undefined) return `was answered with ${quoted(body)}, which is no JSON object.`;
	if (!/^application\/([\w.-]+\+)?json\b/.test(contentType)) {
		return `was answered with the content type ${quoted(contentType)}, not application/json.`;
	}
	for (const [name, wanted] of Object.entries(fields)) {
		if (isDeepStrictEqual(value[name], wanted)) continue;
		const got = name in value ? `is ${shortened(JSON.stringify(value[name]))}` : 'is missing';
		return `was answered with JSON in which ${name} ${got}, and should be ${shortened(JSON.stringify(wanted))}.`;
	}
	const missing = texts.find((name) => typeof value[name] !== 'string' || value[name] === '');
	return missing === undefined ? undefined : `was answered with JSON without a text in ${missing}.`;
}

function parsedObject(body: string): Readonly<Record<string, unknown>> | undefined {
	try {
		const value: unknown = JSON.parse(body);
		return typeof value === 'object' && value !== null && !Array.isArray(value)
			? (value as Record<string, unknown>)
			: undefined;
	} catch {
		return undefined;
	}
}

function quoted(text: string): string {
	return JSON.stringify(shortened(text));
}

function log({ stdout, stderr }: RunEvidence): string {
	return `${stdout}\n${stderr}`;
}

/** The line of the log that tells the cause, else its last one. */
function lastWords({ stdout, stderr }: RunEvidence, said?: string): string {
	const lines = (stderr.trim() === '' ? stdout : stderr).split('\n').filter((line) => line.trim() !== '');
	const words = said ?? lines.at(-1);
	return words === undefined ? '' : ` Its log says: ${shortened(words)}`;
}

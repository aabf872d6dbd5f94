import { linesText } from '#protocol/place-text.ts';
import { durationText } from '#protocol/size-text.ts';
import { buildAdvice } from '../build-hint.ts';
import type { BuildEvidence } from '../evidence.ts';
import { type Facts, fail, inDockerfile, noEvidence, type Place, pass, type Rule } from '../rule.ts';

/** Lines of the log that a result quotes: enough for a compiler's message, short enough for a sentence. */
const quotedLogLines = 3;

/** The image builds, within the limits and from allowed sources alone. */
export const builds: Rule<'builds'> = {
	needs: ({ image }) => ['engine', image],
	judge: ({ image }, facts) => {
		const { dockerfile } = facts.lab.images[image];
		const expected = `${dockerfile} builds within ${durationText(facts.lab.limits.buildSeconds * 1000)}.`;
		const build = facts.evidence.builds[image];
		if (build === undefined) return notBuilt(expected, image, facts);
		if (build.outcome === 'built') return pass(expected, `It builds, in ${durationText(build.milliseconds)}.`);
		if (build.outcome === 'fault') return noEvidence(expected, `the build of ${dockerfile}`);
		const advice =
			image === 'after' ? buildAdvice(facts, build) : { hint: build.hint ?? readLog(dockerfile), place: {} };
		return fail(expected, failure(build), advice.hint, advice.place);
	},
};

function notBuilt(expected: string, image: 'before' | 'after', facts: Facts) {
	const [problem] = facts.evidence.problems;
	if (problem === undefined) return noEvidence(expected, `the build of the ${image} image`);
	const place: Place = problem.file === undefined ? inDockerfile(facts) : { file: problem.file };
	return fail(expected, problem.message, problem.hint, place);
}

function failure(build: BuildEvidence): string {
	if (build.outcome === 'limit')
		return `The build was stopped at the limit: ${build.limit ?? build.error ?? 'unknown'}.`;
	const where = build.errorLines === undefined ? '' : ` at ${linesText(build.errorLines.first, build.errorLines.last)}`;
	const verb = build.outcome === 'refused' ? 'was refused' : 'failed';
	const said = build.error === undefined ? '.' : `: ${build.error}`;
	const log = build.logTail.filter((line) => line.trim() !== '').slice(-quotedLogLines);
	return [`The build ${verb}${where}${said}`, ...log].join('\n');
}

function readLog(dockerfile: string): string {
	return `Build it yourself with docker build -f ${dockerfile} and read the last lines of the log.`;
}

import { countText } from '#protocol/size-text.ts';
import type { CaseEvidence, ServerEvidence } from '../evidence.ts';
import { outputDifference } from '../output-difference.ts';
import {
	type Facts,
	fail,
	inDockerfile,
	inSource,
	listText,
	noEvidence,
	type Place,
	pass,
	type Rule,
	type RuleOutcome,
	shortened,
} from '../rule.ts';
import { answerMistake, type Mistake, serverMistake } from '../server-mistake.ts';
import { failedToStart, startProblem } from '../start-problem.ts';

/**
 * Every case ends as it should: standard output to the letter, the number of error lines, the exit status. A server is
 * reached, and gives every answer with its status and its values.
 */
export const behaves: Rule<'behaves'> = {
	needs: () => ['engine', 'after', 'cases'],
	judge: (_check, facts) => {
		const { cases = [], server } = facts.evidence;
		if (facts.lab.probe?.kind === 'http') {
			return server === undefined ? noEvidence(allRight, 'how the server behaves') : judgeServer(facts, server);
		}
		if (cases.length === 0) return noEvidence(allRight, 'how the program behaves');
		return summed(cases, 'case', (one) => caseMistake(facts, one));
	},
};

const allRight = 'All cases give the right answer.';

function judgeServer(facts: Facts, server: ServerEvidence): RuleOutcome {
	const first = serverMistake(facts, server);
	if (first === undefined) {
		return summed(server.questions, 'question', (one) => answerMistake(facts, server.run, one));
	}
	const expected = `The server starts, is reached and answers ${countText(server.questions.length, 'question')} right.`;
	return fail(expected, `It was asked nothing: ${first.actual}`, first.hint, first.place);
}

/** Collects all that is wrong, and tells about the first one in detail. */
function summed<One extends { readonly name: string }>(
	all: readonly One[],
	noun: string,
	mistakeOf: (one: One) => Mistake | undefined,
): RuleOutcome {
	const expected = `All ${all.length} ${noun}s of this run get the right answer.`;
	const wrong = all.flatMap((one) => {
		const mistake = mistakeOf(one);
		return mistake === undefined ? [] : [{ name: one.name, ...mistake }];
	});
	const [first] = wrong;
	if (first === undefined) return pass(expected, `All ${all.length} are right.`);
	const names = listText(wrong.map(({ name }) => `"${name}"`));
	const actual = `${countText(wrong.length, noun)} of ${all.length} went wrong: ${names}. In "${first.name}": ${first.actual}`;
	return fail(expected, actual, first.hint, first.place);
}

function caseMistake(facts: Facts, one: CaseEvidence): Mistake | undefined {
	const { run } = one;
	const sources = inSource(facts);
	switch (run.outcome) {
		case 'not-started':
			return startProblem(facts, run);
		case 'timed-out':
			return {
				actual: `it did not end within ${facts.lab.limits.runSeconds} s.`,
				hint: 'The program has to end when its input ends. Try it with docker run --rm -i, and end the input with Ctrl-D.',
				place: sources,
			};
		case 'out-of-memory':
			return {
				actual: 'it used too much memory and was killed.',
				hint: 'Do not keep all input in memory.',
				place: sources,
			};
		case 'output-limit':
			return {
				actual: `it wrote more than ${facts.lab.limits.outputBytes.toLocaleString('en-US')} bytes.`,
				hint: 'Look for a loop that does not end when the input ends.',
				place: sources,
			};
		case 'exited':
			return outputMistake(facts, one, sources);
	}
}

function outputMistake(facts: Facts, one: CaseEvidence, sources: Place): Mistake | undefined {
	const { run } = one;
	if (failedToStart(run)) {
		const cause = startProblem(facts, run);
		return { ...cause, place: inDockerfile(facts, cause.place) };
	}
	if (run.exitCode !== one.expectedExitCode) {
		const said = run.stderr.trim() === '' ? '' : ` It said: ${shortened(run.stderr)}`;
		return {
			actual: `it ended with status ${run.exitCode ?? 'unknown'}, not ${one.expectedExitCode}.${said}`,
			hint: 'Run the image with docker run --rm -i and the same input, and look at echo $? afterwards.',
			place: sources,
		};
	}
	const difference = outputDifference(one.expectedStdout, run.stdout);
	if (difference !== undefined) {
		return {
			actual: difference,
			hint: 'The numbers are drawn anew in each run, so the program has to compute them. Compare with its tests.',
			place: sources,
		};
	}
	const errors = run.stderr.split('\n').filter((line) => line.startsWith('error:')).length;
	if (errors === one.expectedErrorLines) return undefined;
	return {
		actual: `${countText(errors, 'line')} of standard error started with "error:", not ${one.expectedErrorLines}.`,
		hint: 'Each line that cannot be calculated gets one line on standard error that starts with "error:".',
		place: sources,
	};
}

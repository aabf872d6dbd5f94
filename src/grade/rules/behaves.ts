import { countText } from '#protocol/size-text.ts';
import type { CaseEvidence, RunEvidence } from '../evidence.ts';
import { outputDifference } from '../output-difference.ts';
import {
	type Facts,
	fail,
	inDockerfile,
	listText,
	noEvidence,
	type Place,
	pass,
	type Rule,
	shortened,
} from '../rule.ts';
import { startProblem } from '../start-problem.ts';

interface Mistake {
	readonly actual: string;
	readonly hint: string;
	readonly place: Place;
}

/** Every case ends as it should: standard output to the letter, the number of error lines, the exit status. */
export const behaves: Rule<'behaves'> = {
	needs: () => ['engine', 'after', 'cases'],
	judge: (_check, facts) => {
		const cases = facts.evidence.cases ?? [];
		const expected = `All ${cases.length} cases of this run give the right answer.`;
		if (cases.length === 0) return noEvidence('All cases give the right answer.', 'how the program behaves');
		const wrong = cases.flatMap((one) => {
			const mistake = caseMistake(facts, one);
			return mistake === undefined ? [] : [{ name: one.name, ...mistake }];
		});
		const [first] = wrong;
		if (first === undefined) return pass(expected, `All ${cases.length} are right.`);
		const names = listText(wrong.map(({ name }) => `"${name}"`));
		const actual = `${countText(wrong.length, 'case')} of ${cases.length} went wrong: ${names}. In "${first.name}": ${first.actual}`;
		return fail(expected, actual, first.hint, first.place);
	},
};

function caseMistake(facts: Facts, one: CaseEvidence): Mistake | undefined {
	const { run } = one;
	const sources: Place = { file: facts.lab.marker.file };
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
			return answerMistake(facts, one, sources);
	}
}

/**
 * Some engines report a failed start as an ended run: by the shell's statuses 126 and 127 (POSIX, 2.8.2), or by the container's
 * own first process, which says `exec /program: no such file or directory`.
 */
function failedToStart({ exitCode, stdout, stderr }: RunEvidence): boolean {
	if (stdout !== '' || exitCode === 0) return false;
	return (
		exitCode === 126 || exitCode === 127 || /^exec \S+: (no such file|permission denied|exec format)/m.test(stderr)
	);
}

function answerMistake(facts: Facts, one: CaseEvidence, sources: Place): Mistake | undefined {
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

import type { MarkerEvidence } from '../evidence.ts';
import { type Facts, fail, inDockerfile, noEvidence, pass, type Rule, shortened } from '../rule.ts';

/** A change of the marker in the source shows in the rebuilt program. */
export const fromSource: Rule<'from-source'> = {
	needs: () => ['engine', 'after', 'marker'],
	judge: (_check, facts) => {
		const { marker } = facts.evidence;
		const expected = `A change in ${marker?.file ?? 'the source'} shows in the program after a new build.`;
		if (marker === undefined) return noEvidence(expected, 'a rebuild with a changed source');
		const place = { file: marker.file };
		if (marker.outcome === 'no-marker') {
			return fail(
				expected,
				`${marker.file} does not hold the constant ${marker.originalValue}, which the judge changes.`,
				`Keep ${marker.file} as the starter has it, with its marker.`,
				place,
			);
		}
		if (marker.outcome === 'build-failed') {
			return fail(
				expected,
				`With the marker changed in ${marker.file} the image does not build any more.`,
				'Nothing in the Dockerfile may depend on the value of the marker.',
				place,
			);
		}
		const problem = markerProblem(facts, marker);
		if (problem === undefined) return pass(expected, 'The new value shows.');
		return fail(expected, problem.actual, problem.hint, problem.inDockerfile ? inDockerfile(facts) : place);
	},
};

function markerProblem(
	facts: Facts,
	{ file, originalValue, changedValue, originalOutput = '', changedOutput = '' }: MarkerEvidence,
) {
	const before = originalOutput;
	const after = changedOutput;
	const path = facts.lab.marker?.path;
	if (after.includes(changedValue) && before.includes(originalValue)) return undefined;
	if (after.includes(originalValue)) {
		return {
			actual: `After the change in ${file} the program still shows the old value.`,
			hint: `The program is made from something else than ${file}: a copy of it, or a binary that was built before. Let the Dockerfile copy ${file} and build the program from it.`,
			inDockerfile: true,
		};
	}
	return {
		actual: `${path === undefined ? 'Asked for its version' : `Asked for ${path}`} the program does not show the marker of ${file}; it ${path === undefined ? 'printed' : 'answered'} ${JSON.stringify(shortened(before.includes(originalValue) ? after : before))}.`,
		hint: `Keep ${path === undefined ? 'the version command' : `what ${path} answers`} of ${file} as the starter has it, and build the program from this file.`,
		inDockerfile: false,
	};
}

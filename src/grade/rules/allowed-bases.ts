import type { ExternalImage } from '#dockerfile/analysis.ts';
import { normaliseReference, type Reference } from '#dockerfile/reference.ts';
import { matchesReference } from '#dockerfile/reference-pattern.ts';
import {
	type CheckOf,
	type Facts,
	fail,
	inDockerfile,
	isOneFile,
	listText,
	noEvidence,
	pass,
	type Rule,
	type RuleOutcome,
} from '../rule.ts';

/**
 * Every image that the build reads is on the list of the check (default: the bases of the lab) and says its version. A
 * reference that the list names to the letter needs no version: some images have none.
 */
export const allowedBases: Rule<'allowed-bases'> = {
	needs: () => [],
	judge: (check, facts) => {
		const allowed = patterns(check, facts);
		const expected = `Only images of this list, each with a version: ${allowed.join(', ')}.`;
		const analysis = facts.evidence.dockerfile?.analysis;
		if (analysis === undefined) {
			const [problem] = facts.evidence.problems;
			if (problem === undefined) return noEvidence(expected, 'the Dockerfile');
			return fail(expected, 'There is no Dockerfile to read.', problem.hint);
		}
		const unknown = analysis.stages.find(({ base }) => base.kind === 'unknown');
		if (unknown !== undefined) {
			return fail(
				expected,
				`Line ${unknown.line} names no image: ${JSON.stringify(unknown.base.asWritten)}.`,
				'Write FROM with the name of an image, or of an earlier stage.',
				inDockerfile(facts, { line: unknown.line }),
			);
		}
		for (const image of analysis.externalImages) {
			const outcome = judgeOne(image, allowed, expected, facts);
			if (outcome !== undefined) return outcome;
		}
		const names = [...new Set(analysis.externalImages.map(({ resolved }) => resolved))];
		return pass(expected, names.length === 0 ? 'It uses no image.' : `It uses ${listText(names)}.`);
	},
};

function patterns(check: CheckOf<'allowed-bases'>, { lab }: Facts): readonly string[] {
	return check.allowed ?? lab.bases;
}

function judgeOne(
	{ resolved, line }: ExternalImage,
	allowed: readonly string[],
	expected: string,
	facts: Facts,
): RuleOutcome | undefined {
	const place = inDockerfile(facts, { line });
	const result = normaliseReference(resolved);
	if (!result.ok) return fail(expected, `Line ${line}: ${result.problem}`, 'Correct the name of the image.', place);
	const { reference } = result;
	const pattern = allowed.find((one) => matchesReference(one, reference));
	const sameImage = allowed.filter((one) => repositoryOf(one) === `${reference.registry}/${reference.repository}`);
	if (pattern === undefined) {
		const known = sameImage.length > 0 ? sameImage : allowed;
		const version = reference.tagIsDefault ? ', which without a tag means latest' : '';
		return fail(
			expected,
			`Line ${line} uses ${resolved}${version}.`,
			known.length === 1
				? `Write ${known[0]} there.`
				: `Take one of these${isOneFile(facts) ? ', or scratch' : ''}: ${listText(known, known.length)}.`,
			place,
		);
	}
	if (isPinned(reference) || !pattern.includes('*')) return undefined;
	return fail(
		expected,
		`Line ${line} uses ${resolved}, which is another image next month.`,
		'Write the version that you tested with in place of latest.',
		place,
	);
}

function isPinned({ tag, digest }: Reference): boolean {
	return digest !== undefined || (tag !== undefined && tag !== 'latest');
}

function repositoryOf(pattern: string): string | undefined {
	const result = normaliseReference(pattern);
	return result.ok ? `${result.reference.registry}/${result.reference.repository}` : undefined;
}

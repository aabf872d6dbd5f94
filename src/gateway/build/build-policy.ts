import { matchType, type Policy, type PolicyRule, policyAction } from '#engine/buildkit/control-messages.ts';
import { sourcePolicy } from '#engine/buildkit/source-policy.ts';
import { fullName, imageNameText, parseImageName } from '../image-name.ts';
import type { SessionNames } from '../names.ts';

/** An image as the solver names it: `docker.io/library/golang:1.27`. Undefined when the text is no name with a tag. */
export function solverName(reference: string): string | undefined {
	const name = parseImageName(reference);
	if (name?.tag === undefined || name.digest !== undefined) return undefined;
	return fullName(imageNameText(name));
}

/** The learner's name of an image becomes the engine's. Names hold no wildcard, so the pattern is the name alone. */
function renamed(from: string, to: string): PolicyRule {
	return {
		action: policyAction.convert,
		selector: { identifier: `docker-image://${from}`, match_type: matchType.wildcard },
		updates: { identifier: `docker-image://${to}` },
	};
}

/**
 * What a learner's build may fetch, held by the solver itself, whatever the Dockerfile says: its own folders, the bases, and
 * the images of the session under the names that the learner gave them. An own image goes before a base of the same name,
 * as on an engine of one's own.
 *
 * @param own engine-side names of the session's images, with their tags.
 */
export function buildPolicy(bases: readonly string[], own: readonly string[], names: SessionNames): Policy {
	const ours = own.flatMap((reference) => {
		const from = solverName(names.imageOut(reference) ?? '');
		const to = solverName(reference);
		return from === undefined || to === undefined ? [] : [{ from, to }];
	});
	const allowed = bases.map(solverName).filter((name) => name !== undefined);
	const policy = sourcePolicy([...allowed, ...ours.map(({ to }) => to)]);
	if (policy === null) throw new Error('A build of a learner has a policy.');
	return { ...policy, rules: [...policy.rules, ...ours.map(({ from, to }) => renamed(from, to))] };
}

/** For a build that fetches nothing. */
export const emptyPolicy: Policy = {
	version: 1,
	rules: [{ action: policyAction.deny, selector: { identifier: '*', match_type: matchType.wildcard } }],
};

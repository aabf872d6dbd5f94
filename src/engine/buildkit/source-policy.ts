import type { BuildRequest } from '../engine.ts';
import { matchType, type Policy, type PolicyRule, policyAction } from './control-messages.ts';

/** The only version of policies so far: https://github.com/moby/buildkit/blob/v0.13.2/sourcepolicy/pb/policy.proto */
const policyVersion = 1;

function rule(action: number, identifier: string, match: number): PolicyRule {
	return { action, selector: { identifier, match_type: match } };
}

/** An image by its tag, and by the digest that the solver has resolved the tag to. */
function imageRules(reference: string): PolicyRule[] {
	const identifier = `docker-image://${reference}`;
	return [
		rule(policyAction.allow, identifier, matchType.exact),
		rule(policyAction.allow, `${identifier}@*`, matchType.wildcard),
	];
}

/**
 * What a build may fetch, held by the solver itself: everything is denied, then the build's own folders and these images
 * are allowed. The last rule that matches counts. Null for `any`: no policy.
 *
 * @throws Error for a reference with a wildcard in it, which would allow more than it says.
 */
export function sourcePolicy(sources: BuildRequest['sources']): Policy | null {
	if (sources === 'any') {
		return null;
	}
	const wild = sources.find((source) => source.includes('*'));
	if (wild !== undefined) {
		throw new Error(`${wild} is not an image reference`);
	}
	return {
		version: policyVersion,
		rules: [
			rule(policyAction.deny, '*', matchType.wildcard),
			rule(policyAction.allow, 'local://*', matchType.wildcard),
			...sources.flatMap(imageRules),
		],
	};
}

import type { SessionNames } from '../names.ts';

/** A refusal of the source policy, as BuildKit words it. */
const denied = /source "([\w+-]+):\/\/([^"]*)" denied by policy/g;

/** What a learner can do instead, by the kind of source. */
function sentence(scheme: string, source: string): string {
	switch (scheme) {
		case 'docker-image':
			return `${source} is not offered here: a build may use the bases of this course (docker images lists them) and images that you have built`;
		case 'git':
			return `a Git repository (${source}) is not offered here: put the files into the build context and COPY them`;
		default:
			return `${source} is not offered here: fetch it into the build context and COPY it, or fetch it in a RUN step`;
	}
}

/** A message of the engine as the learner is to read it: with their own names, and refusals in words. */
export function learnerWords(message: string, names: SessionNames): string {
	const scheme = (kind: string, source: string) =>
		kind === 'http' || kind === 'https' ? `${kind}://${source}` : source;
	return names
		.text(message)
		.replace(denied, (_, kind: string, source: string) => sentence(kind, scheme(kind, source)))
		.replace(/network\.host is not allowed/g, 'the network of the host is not offered here')
		.replace(/security\.insecure is not allowed/g, 'steps with more rights (--security=insecure) are not offered here');
}

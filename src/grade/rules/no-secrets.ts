import type { FoundSecret } from '#image/analysis.ts';
import { inFinalImage } from '../dockerfile-places.ts';
import {
	type Facts,
	fail,
	inDockerfile,
	lineInText,
	lineText,
	listText,
	noEvidence,
	pass,
	type Rule,
	type RuleOutcome,
} from '../rule.ts';

const expected = 'No key, token, password or .env file in any layer that you add.';

/** Neither a file that looks like a secret in one of the learner's layers, nor a value in ARG or ENV of the final image. */
export const noSecrets: Rule<'no-secrets'> = {
	needs: () => ['engine', 'after', 'image'],
	judge: (_check, facts) => {
		const image = facts.evidence.images.after;
		if (image === undefined) return noEvidence(expected, 'the image');
		const own = image.analysis.secrets.filter(
			({ layer, path }) => facts.layers.after[layer]?.fromBase === false && !isInstalled(path),
		);
		const [first] = own;
		if (first !== undefined) return secretFile(facts, first, own);
		return secretValue(facts) ?? pass(expected, 'Nothing was found.');
	},
};

/**
 * Where package managers and toolchains put the files of others. The keys in there are published with the package, for its
 * tests for the most part: Go's own sources have several.
 */
const installedFolders =
	/^(usr\/(share|lib|lib64|libexec|include|src|local\/go|local\/lib)|lib|lib64)\/|(^|\/)(node_modules|site-packages|dist-packages|testdata)\//;

function isInstalled(path: string): boolean {
	return installedFolders.test(path);
}

const ruleNames: Readonly<Record<FoundSecret['rule'], string>> = {
	'private-key': 'a private key',
	'ssh-key': 'an SSH key',
	'env-file': 'an environment file',
	'npm-token': 'a registry token',
	'cloud-key': 'a cloud key',
	'access-token': 'an access token',
	'registry-login': 'a registry login',
	'password-file': 'a password file',
	'git-directory': 'a Git folder with the whole history',
};

function secretFile(facts: Facts, first: FoundSecret, all: readonly FoundSecret[]): RuleOutcome {
	const found = listText(all.map(({ path, rule }) => `/${path} (${ruleNames[rule]})`));
	const origin = facts.layers.after[first.layer];
	const by = origin === undefined ? 'A step' : lineText(origin);
	const place = inDockerfile(facts, origin);
	const instead =
		'If a step needs it, mount it: RUN --mount=type=secret,id=NAME. Keep it out of the context with .dockerignore.';
	if (first.hiddenBy === undefined)
		return fail(expected, `There is ${found}.`, `${by} copies it. Leave it out. ${instead}`, place);
	const later = facts.layers.after[first.hiddenBy];
	return fail(
		expected,
		`There is ${found}, removed later but still in its layer.`,
		`${by} copies it, and ${later === undefined ? 'a later step' : lineInText(later)} only hides it: whoever has the image can read the layer below. Never copy it. ${instead}`,
		place,
	);
}

function secretValue(facts: Facts): RuleOutcome | undefined {
	const hints = facts.evidence.dockerfile?.analysis.secretsAsArgs ?? [];
	const kept = hints.find(({ hasValue, line }) => hasValue && inFinalImage(facts, line));
	if (kept === undefined) return undefined;
	return fail(
		expected,
		`${kept.keyword} ${kept.name} has a value in the Dockerfile, and docker history shows it.`,
		'Give it when the container starts (docker run --env-file), or to one build step by RUN --mount=type=secret.',
		inDockerfile(facts, kept),
	);
}

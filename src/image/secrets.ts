/** Files that look like secrets. The rules look at small text files only, and never give the secret itself. */
import type { FoundSecret, SecretRule } from './analysis.ts';
import { MultiSearch } from './multi-search.ts';

export type SecretMatch = Pick<FoundSecret, 'rule' | 'evidence'>;

/** A rule for the text of any file. `strings`: one must occur before the expression is tried. */
interface ContentRule {
	readonly rule: SecretRule;
	readonly strings: readonly string[];
	readonly expression: RegExp;
}

/** A rule for files of certain names. With an expression, the text must match it as well. */
interface PathRule {
	readonly rule: SecretRule;
	readonly path: RegExp;
	readonly expression?: RegExp;
}

const contentRules: readonly ContentRule[] = [
	{
		rule: 'private-key',
		strings: ['PRIVATE KEY-----', 'PRIVATE KEY BLOCK-----'],
		expression: /^-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----\r?\n[\w+/=:-]/m,
	},
	{
		rule: 'cloud-key',
		strings: ['aws_secret_access_key', 'AWS_SECRET_ACCESS_KEY'],
		// The key of Amazon's own documentation says that it is an example.
		expression: /aws_secret_access_key["']?\s*[=:]\s*["']?(?!\S*EXAMPLE)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/i,
	},
	{
		rule: 'cloud-key',
		strings: ['"private_key_id"'],
		expression: /"private_key"\s*:\s*"-----BEGIN/,
	},
	{ rule: 'access-token', strings: ['github_pat_'], expression: /\bgithub_pat_[A-Za-z0-9_]{60,}/ },
];

/** Values of variables that are there to be filled in. */
const filledVariable = /^\s*(?:export\s+)?[A-Za-z_]\w*\s*=\s*["']?[^\s"'#]/m;

const pathRules: readonly PathRule[] = [
	{
		rule: 'env-file',
		path: /(?:^|\/)\.env(?:\.(?!(?:example|sample|template|dist|defaults?)$)[\w.-]+)?$/,
		expression: filledVariable,
	},
	{ rule: 'ssh-key', path: /(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/ },
	{
		rule: 'npm-token',
		path: /(?:^|\/)\.?npmrc$/,
		// A reference to a variable is no secret.
		expression: /^\s*(?:\/\/\S+:)?_(?:auth|authToken|password)\s*=\s*(?!\$\{)\S{8,}/m,
	},
	{
		rule: 'registry-login',
		path: /(?:^|\/)\.docker\/config\.json$/,
		expression: /"(?:auth|identitytoken)"\s*:\s*"[^"]/,
	},
	{ rule: 'registry-login', path: /(?:^|\/)\.dockercfg$/, expression: /"auth"\s*:\s*"[^"]/ },
	{ rule: 'password-file', path: /(?:^|\/)\.(?:netrc|pypirc)$/, expression: /\bpassword\b\s*[:=]?\s*\S/i },
	{ rule: 'password-file', path: /(?:^|\/)\.pgpass$/, expression: /^[^#\s].*:.*:.*:.*:\S/m },
	{ rule: 'password-file', path: /(?:^|\/)\.git-credentials$/, expression: /:\/\/[^\s/@]+:[^\s/@]+@/ },
	{ rule: 'git-directory', path: /(?:^|\/)\.git\/HEAD$/, expression: /^(?:ref: |[0-9a-f]{40})/ },
];

/** A search for the strings without which no content rule matches. */
export function secretSearch(): MultiSearch {
	return new MultiSearch(contentRules.flatMap(({ strings }) => strings));
}

/**
 * What kind of secret a file looks like, or undefined.
 *
 * @param bytes the whole file
 * @param hits strings of `secretSearch` that occur in it
 */
export function findSecret(path: string, bytes: Buffer, hits: ReadonlySet<string>): SecretMatch | undefined {
	const byPath = pathRules.find((rule) => rule.path.test(path));
	if (byPath === undefined && hits.size === 0) return undefined;
	const text = bytes.toString('latin1');
	if (byPath?.expression?.test(text)) return { rule: byPath.rule, evidence: 'content' };
	for (const { rule, strings, expression } of contentRules)
		if (strings.some((needle) => hits.has(needle)) && expression.test(text))
			return { rule: byPath?.rule === 'ssh-key' ? 'ssh-key' : rule, evidence: 'content' };
	return byPath !== undefined && byPath.expression === undefined && bytes.length > 0
		? { rule: byPath.rule, evidence: 'path' }
		: undefined;
}

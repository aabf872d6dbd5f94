/** Names that promise a credential (the idea of BuildKit's rule SecretsUsedInArgOrEnv). */

const secretWords: ReadonlySet<string> = new Set(
	'apikey auth credential credentials key passwd password pword pwd secret secrets token'.split(' '),
);
/** Words beside which the name means something that may be seen. */
const openWords: ReadonlySet<string> = new Set(['public', 'file', 'path', 'dir', 'id', 'url']);

/** True for `DB_PASSWORD`, `API_KEY`, `GITHUB_TOKEN`; not for `PUBLIC_KEY` or `KEY_FILE`. */
export function isSecretName(name: string): boolean {
	const words = name.toLowerCase().split('_');
	return words.some((word) => secretWords.has(word)) && !words.some((word) => openWords.has(word));
}

/** Whether a build failed because a registry of packages, a mirror or a name server did not answer. Pure. */
import type { BuildEvidence } from '#grade/evidence.ts';

/** The words of those that fetch: the C library and curl, Go, npm, pip, apt. */
const signs: readonly RegExp[] = [
	/Temporary failure (?:in name resolution|resolving)/i,
	/Could not resolve host|no such host/i,
	/Connection (?:timed out|reset by peer|aborted)/i,
	/dial tcp|i\/o timeout|TLS handshake timeout/i,
	/\b(?:ECONNRESET|ETIMEDOUT|EAI_AGAIN|ERR_SOCKET_TIMEOUT)\b/,
	/network request to \S+ failed|npm error network/i,
	/Retrying \(Retry\(total=|Read timed out|IncompleteRead/,
	/\b50[234] (?:Bad Gateway|Service (?:Temporarily )?Unavailable|Gateway Time-?out)/i,
	/^E: (?:Failed to fetch|Unable to fetch some archives)/m,
];

export function isNetworkTrouble({
	outcome,
	error = '',
	logTail,
}: Pick<BuildEvidence, 'outcome' | 'error' | 'logTail'>) {
	if (outcome !== 'failed') return false;
	const text = [error, ...logTail].join('\n');
	return signs.some((sign) => sign.test(text));
}

/** Whether a build failed for a reason that may be gone when it is built again, and is not the submission's. Pure. */
import type { BuildEvidence } from '#grade/evidence.ts';

/** A registry of packages, a mirror or a name server did not answer, in the words of those that fetch: the C library and curl, Go, npm, pip, apt. */
const network: readonly RegExp[] = [
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

/**
 * The engine lost sight of a layer in its cache while another build, or the collector of its cache, worked on it
 * (https://github.com/moby/buildkit/issues/4024, 5469 and 6977), or was too busy to meet us within its five seconds.
 */
const engine: readonly RegExp[] = [
	/\bsnapshot \S+ (?:does not exist|not found)/i,
	/\.tmp-committed\d+: no such file or directory/,
	/\blease \S+: not found/,
	/\blayer does not exist/,
	/\bno active session for \S+: context deadline exceeded/,
];

export function isPassingTrouble({
	outcome,
	error = '',
	logTail,
}: Pick<BuildEvidence, 'outcome' | 'error' | 'logTail'>): boolean {
	if (outcome !== 'failed') return false;
	const text = [error, ...logTail].join('\n');
	return network.some((sign) => sign.test(text)) || engine.some((sign) => sign.test(error));
}

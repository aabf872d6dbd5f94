import { resultCodec } from './result-messages.ts';

/** What is told of a result besides its refs: the answers to questions about a Dockerfile. */
const toldMetadata = /^(?:result\.[a-z.]+|version)$/;

/**
 * The front end's result as a docker command gets it: the names of refs, without what they are made of (which names the
 * engine's sessions), and the answer to a question.
 */
export function learnerResult(result: Uint8Array): Uint8Array {
	const { ref, refs, metadata } = resultCodec.decode(result);
	const told = Object.entries(metadata).filter(([name]) => toldMetadata.test(name));
	return resultCodec.encode({ ref, refs, metadata: Object.fromEntries(told) });
}

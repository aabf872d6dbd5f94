import { type JsonSource, sourceIn } from '#engine/buildkit/build-error.ts';
import type { StatusDetail } from '#engine/buildkit/error-messages.ts';
import { GrpcError } from '#engine/buildkit/grpc-status.ts';
import type { SessionNames } from '../names.ts';
import { learnerWords } from './learner-words.ts';

const sourceType = 'github.com/moby/buildkit/errdefs.Source+json';

/** The type of what says how a step's program ended; a number alone. */
const exitType = /^github\.com\/moby\/buildkit\/gatewayapi\.ExitMessage\+json$/;

function json(type_url: string, value: object): StatusDetail {
	return { type_url, value: Buffer.from(JSON.stringify(value)) };
}

/** Marks lines of a Dockerfile: the docker command prints them with `>>>` in front. */
export function sourceDetail(filename: string, text: string, ranges: JsonSource['ranges']): StatusDetail {
	const info = { filename, data: Buffer.from(text).toString('base64'), language: 'Dockerfile' };
	return json(sourceType, { info, ranges });
}

/** Details that a learner's docker command uses: the marked lines, made anew, and the exit code. The others hold names
 * of the engine's sessions, steps in its own form, and places in its program. */
function detailOf(detail: StatusDetail, dockerfile: DockerfileText): StatusDetail[] {
	const source = sourceIn(detail);
	if (source?.info?.filename === dockerfile.name) {
		return [sourceDetail(dockerfile.name, dockerfile.text, source.ranges.map(rangeOf))];
	}
	return exitType.test(detail.type_url) ? [detail] : [];
}

function rangeOf({ start, end }: { start: { line: number } | null; end: { line: number } | null }) {
	return { start: { line: start?.line ?? 0 }, end: { line: end?.line ?? 0 } };
}

export interface DockerfileText {
	readonly name: string;
	readonly text: string;
}

/** A failure of a learner's build as the learner's docker command gets it. */
export function learnerFailure(
	error: GrpcError,
	names: SessionNames,
	dockerfile: DockerfileText | undefined,
): GrpcError {
	const details = dockerfile === undefined ? [] : error.details.flatMap((detail) => detailOf(detail, dockerfile));
	return new GrpcError(error.code, learnerWords(error.message, names), details);
}

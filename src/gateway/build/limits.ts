/** What one build may send, fetch and print, besides what the session's limits say. */

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

export const buildLimits = {
	/** A solve request: its build arguments and labels. A kernel takes 128 KiB of one variable. */
	requestBytes: 256 * kibibyte,
	/** Options of one request. */
	options: 1_000,
	/** Names that one build may give its image. */
	names: 20,
	/** Length of a ref or session id: the docker command makes them of 25 characters. */
	idLength: 64,
	/** `.dockerignore` beside the Dockerfile; each line of it becomes a header. */
	ignoreBytes: 64 * kibibyte,
	/** Entries that may come along with a Dockerfile: it, its `.dockerignore`, the folders of a link. */
	dockerfileEntries: 64,
	/** Parts of a path in a context. Linux takes 4,096 bytes of a path. */
	depth: 128,
	pathBytes: 4_096,
	/** Entries of one build context: a Node project with its `node_modules` has 40,000. */
	contextEntries: 200_000,
	/** Bytes of one build context. */
	contextBytes: 512 * mebibyte,
	/** Bytes of log of one build: four steps at the 2 MiB at which BuildKit itself cuts off. */
	logBytes: 8 * mebibyte,
	/** A secret: BuildKit takes no more. */
	secretBytes: 500 * kibibyte,
	/** Sessions of docker commands at a time: a build opens three. */
	sessions: 32,
	/** Requests of builds at a time, the questions before a build among them. */
	requests: 32,
} as const;

export const buildTimes = {
	/** Until the other half of a build has to be there: its solve request, or its session. BuildKit waits 5 s. */
	partnerMilliseconds: 10_000,
	/** For the docker command to hand over the Dockerfile. */
	dockerfileMilliseconds: 30_000,
} as const;

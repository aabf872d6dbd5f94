import type { BuildLimits, ContainerLimits } from '#engine/engine.ts';

const mebibyte = 1024 * 1024;

/** What a learner can use of the engine. */
export interface GatewayLimits {
	/** Of one container. A learner may ask for less. */
	readonly container: ContainerLimits;
	/** Size of a container's `/dev/shm`. */
	readonly sharedMemoryBytes: number;
	/** Largest single file that a program in a container may write. */
	readonly fileBytes: number;
	/** Containers of a session, running or not. */
	readonly containers: number;
	/** Containers of a session that run at a time. */
	readonly runningContainers: number;
	/** Names of images of a session, and images without a name. */
	readonly images: number;
	/** Bytes of all images of a session, each with its base. */
	readonly imageBytes: number;
	/** Bytes that all containers of a session, and its workspace, may have written into their file systems together. */
	readonly writtenBytes: number;
	/** Connections of a session's command line tools at a time. */
	readonly connections: number;
	/** Bytes that `docker cp` may bring into a container in one go. */
	readonly uploadBytes: number;
	/** Bytes of one answer: an image that is saved, a folder that is copied out. */
	readonly answerBytes: number;
	/** Log that the engine keeps of a container. */
	readonly logBytes: number;
	/** Of the steps of one build. */
	readonly build: BuildLimits;
	/** Builds of a session that run at a time. */
	readonly builds: number;
	/** Wall time of one build. */
	readonly buildMilliseconds: number;
}

/** Enough for every lab of the course on a school's server with thirty learners; not enough to stop it. */
export const defaultLimits: GatewayLimits = {
	container: { memoryBytes: 512 * mebibyte, pids: 256, cpus: 1 },
	sharedMemoryBytes: 64 * mebibyte,
	fileBytes: 512 * mebibyte,
	// A network of the managed engine has 13 addresses, one of which is the workspace's.
	containers: 24,
	runningContainers: 8,
	images: 100,
	// Twenty images on the largest base of the course, 1.2 GB.
	imageBytes: 24 * 1024 * mebibyte,
	// The packages of a large project, several times.
	writtenBytes: 2 * 1024 * mebibyte,
	// `docker compose logs` and a build each open several; a person has few programs at a time.
	connections: 64,
	uploadBytes: 256 * mebibyte,
	answerBytes: 4 * 1024 * mebibyte,
	logBytes: 2 * mebibyte,
	// As the grading of a lab: what builds there has to build here.
	build: { memoryBytes: 2048 * mebibyte, pids: 1024, cpus: 2, fileBytes: 1024 * mebibyte },
	builds: 2,
	buildMilliseconds: 10 * 60_000,
};

/**
 * The one interface to a Docker engine. No type of a client library crosses it.
 *
 * Nothing here assumes that the engine shares the runner's file system or network.
 */
import type { Duplex, Readable } from 'node:stream';
import type { EngineNetworks, ExecRequest, ExecStream, ServiceRequest } from './service.ts';

/** How the engine was found, and what it is. Shown on pages and in reports. */
export interface EngineFacts {
	/** `external`: the user's own. `managed`: started by us from a Debian root folder. */
	readonly kind: 'external' | 'managed';
	/** Where it answers, e.g. `unix:///var/run/docker.sock`. */
	readonly address: string;
	/** Version of the engine, e.g. `26.1.5`. */
	readonly version: string;
	/** API version that is spoken with it, e.g. `1.45`. */
	readonly apiVersion: string;
	/** `classic`: graph drivers (overlay2). `containerd`: the containerd image store. */
	readonly store: 'classic' | 'containerd';
	/** e.g. `linux/amd64`. */
	readonly platform: string;
	readonly cpus: number;
	readonly memoryBytes: number;
}

export type Labels = Readonly<Record<string, string>>;

export interface CallOptions {
	/** Ends the call; it then rejects with UserError `cancelled`. */
	readonly signal?: AbortSignal;
}

// --- images -------------------------------------------------------------------------------------

export interface ImageFacts {
	/** `sha256:…` of the configuration (classic) or of the manifest (containerd store). */
	readonly id: string;
	/** Tags such as `golang:1.27`; empty for an untagged image. */
	readonly tags: readonly string[];
	/** What the engine reports as size ("engine size"), in bytes. */
	readonly engineSize: number;
	readonly createdAt: string;
	readonly labels: Labels;
	/** User of the configuration, `''` when unset (root). */
	readonly user: string;
	readonly entrypoint: readonly string[];
	readonly cmd: readonly string[];
	readonly env: readonly string[];
	readonly workdir: string;
	/** Diff ids of the layers, from the bottom; a base's are the first ones of what is built on it. */
	readonly layers: readonly string[];
}

/**
 * Bytes that are read once, in constant memory: that of a piece is used again once the next one is asked for. Read it
 * to its end, or destroy it. Every `Readable` of bytes is one as well.
 */
export interface ByteStream extends AsyncIterable<Uint8Array> {
	destroy(): void;
}

export interface EngineImages {
	/** Facts of one image, or undefined when the engine does not have it. */
	inspect(ref: string, options?: CallOptions): Promise<ImageFacts | undefined>;
	/** Images that carry all these labels. An empty object lists all. */
	list(labels: Labels, options?: CallOptions): Promise<readonly ImageFacts[]>;
	tag(ref: string, newRef: string): Promise<void>;
	/** Removes a tag or an image with force; an image that is not there is no error. */
	remove(ref: string): Promise<void>;
	/** A `docker save` archive. Throws `image-not-found`; the stream throws when it is cut. */
	save(ref: string, options?: CallOptions): Promise<ByteStream>;
	/** Makes an image of one layer from a root file system tar (plain, gzip or zstd), as `docker import` does. */
	import(tar: Readable, ref: string, changes: readonly string[], options?: CallOptions): Promise<void>;
	/** Pulls a reference. Throws `base-unavailable` when no registry has it or answers. */
	pull(ref: string, onProgress: (progress: PullProgress) => void, options?: CallOptions): Promise<void>;
}

export interface PullProgress {
	readonly status: string;
	readonly bytes: number;
	readonly totalBytes: number;
}

// --- builds -------------------------------------------------------------------------------------

/** One entry of a build context. Paths are relative, with `/`. */
export interface ContextEntry {
	readonly path: string;
	readonly kind: 'file' | 'directory' | 'symlink';
	/** Permission bits, e.g. 0o644. */
	readonly mode: number;
	/** Bytes of a file; 0 otherwise. */
	readonly size: number;
	readonly modifiedAt: Date;
	/** Target of a symlink. */
	readonly linkTarget?: string;
}

/** A build context that the client serves to BuildKit. It decides what may be read. */
export interface BuildContext {
	/** All entries, sorted by path, directories before what is in them. */
	entries(): Promise<readonly ContextEntry[]>;
	/** The bytes of a file of `entries()`. */
	read(path: string): Readable;
}

/** What the steps of one build may use. */
export interface BuildLimits {
	/** Memory of all steps together. */
	readonly memoryBytes: number;
	/** Processes of all steps together. */
	readonly pids: number;
	/** CPU cores, may be fractional. */
	readonly cpus: number;
	/** Largest single file that a step may write. */
	readonly fileBytes: number;
}

/** A cgroup for the steps of builds. */
export interface BuildCgroup extends AsyncDisposable {
	/** Relative to the root of each hierarchy. */
	readonly path: string;
}

export interface BuildRequest {
	readonly context: BuildContext;
	/** Text of the Dockerfile; need not be in the context. */
	readonly dockerfile: string;
	/** Text of `.dockerignore`, when there is one. */
	readonly dockerignore?: string;
	readonly target?: string;
	readonly buildArgs?: Readonly<Record<string, string>>;
	/** Tags of the result, e.g. `my-app-before:latest`. None: build for its effects only. */
	readonly tags: readonly string[];
	/** Labels put on the image. */
	readonly labels: Labels;
	/**
	 * Images that the build may start from or copy from, as normalised references
	 * (`docker.io/library/golang:1.27`). Everything but these and the local context is denied by a source
	 * policy inside the solver. `any` turns the policy off: for our own recipes only.
	 */
	readonly sources: readonly string[] | 'any';
	readonly noCache?: boolean;
	/** By the id that `RUN --mount=type=secret,id=…` names. They get into no layer and no cache. */
	readonly secrets?: ReadonlyMap<string, Uint8Array>;
	/** Network of RUN steps. Default `bridge`. */
	readonly network?: 'bridge' | 'none';
	readonly limits?: BuildLimits;
	/**
	 * Names the build's cache mounts and, where `limits` hold, its steps in the cache: builds of different owners are
	 * apart. Builds of the same scope that run at the same time share their limits.
	 */
	readonly cacheScope?: string;
}

/** One step of a build as BuildKit reports it. */
export interface BuildStep {
	/** Digest of the vertex; stable for the same step with the same inputs. */
	readonly id: string;
	/** e.g. `[build 3/4] RUN go build -o /out/calculator .` */
	readonly name: string;
	readonly status: 'pending' | 'running' | 'done' | 'error' | 'cancelled';
	readonly cached: boolean;
	/** Wall time so far or in total. */
	readonly milliseconds: number;
	readonly error?: string;
}

/** What a step prints to. Pieces of lines of the one may arrive between those of the other. */
export type LogStream = 'stdout' | 'stderr';

export type BuildEvent =
	| { readonly kind: 'step'; readonly step: BuildStep }
	| { readonly kind: 'log'; readonly stepId: string; readonly stream: LogStream; readonly text: string }
	| {
			readonly kind: 'transfer';
			readonly stepId: string;
			readonly name: string;
			readonly bytes: number;
			readonly totalBytes: number;
	  }
	| { readonly kind: 'warning'; readonly text: string; readonly line?: number; readonly url?: string };

export interface BuildResult {
	readonly outcome: 'built' | 'failed';
	/** Id of the image (outcome `built` with tags). */
	readonly imageId?: string;
	/** Steps in the order in which they were first reported. */
	readonly steps: readonly BuildStep[];
	/** The engine's message (outcome `failed`), e.g. `process "/bin/sh -c …" did not complete successfully: exit code: 1`. */
	readonly error?: string;
	/** First and last line of the Dockerfile that the error points to, 1-based. */
	readonly errorLines?: { readonly first: number; readonly last: number };
	/** What the context sender sent: entries and bytes after `.dockerignore`. */
	readonly contextEntries: number;
	readonly contextBytes: number;
	readonly milliseconds: number;
}

export interface BuildOptions extends CallOptions {
	readonly onEvent?: (event: BuildEvent) => void;
}

/** One record of the build cache. */
export interface CacheRecord {
	readonly id: string;
	readonly parents: readonly string[];
	readonly description: string;
	readonly type: string;
	readonly bytes: number;
	readonly inUse: boolean;
	readonly shared: boolean;
	readonly createdAt: Date;
}

export interface EngineBuildCache {
	list(options?: CallOptions): Promise<readonly CacheRecord[]>;
	/** Removes these records; ones in use or gone already are skipped. Gives the bytes freed. */
	remove(ids: readonly string[], options?: CallOptions): Promise<number>;
}

// --- containers ---------------------------------------------------------------------------------

export interface ContainerLimits {
	readonly memoryBytes: number;
	readonly pids: number;
	readonly cpus: number;
}

/** A container that is run once, watched and removed. It is always unprivileged, with all capabilities dropped. */
export interface RunRequest {
	readonly image: string;
	/** Replaces CMD. */
	readonly cmd?: readonly string[];
	/** Replaces ENTRYPOINT. */
	readonly entrypoint?: readonly string[];
	readonly user?: string;
	readonly env?: Readonly<Record<string, string>>;
	readonly labels: Labels;
	readonly limits: ContainerLimits;
	/** Default `none`. */
	readonly network?: 'none' | 'bridge';
	/** Root file system read-only. Default false. */
	readonly readOnly?: boolean;
	/** Bytes for standard input, which is then closed; with `stop` it stays open. Absent: no standard input. */
	readonly stdin?: Uint8Array;
	/** Wall time; then the container is killed. */
	readonly timeoutMilliseconds: number;
	/** Bytes kept of each stream; above it the container is killed. */
	readonly outputBytes: number;
	/** Sends this signal so long after the start, or after the end of `during`, to see how the program stops. */
	readonly stop?: {
		readonly signal: string;
		readonly afterMilliseconds: number;
		/** Wall time from the signal on; then the container is killed. Default: what `timeoutMilliseconds` leaves. */
		readonly patienceMilliseconds?: number;
	};
	/**
	 * What is done with the container while it runs, by its id; `ended` is aborted when it does not run any more. When all is
	 * done, the container gets the signal of `stop`, or without one is killed. Rejecting ends the run with that error.
	 */
	readonly during?: (id: string, ended: AbortSignal) => Promise<void>;
}

export interface RunResult {
	readonly outcome: 'exited' | 'timed-out' | 'output-limit' | 'out-of-memory' | 'not-started';
	/** Exit status; undefined when it was killed at a limit or never started. */
	readonly exitCode?: number;
	readonly stdout: Uint8Array;
	readonly stderr: Uint8Array;
	readonly milliseconds: number;
	/** Time from the stop signal to the exit; absent when none was asked for, or when the program had ended before. */
	readonly stopMilliseconds?: number;
	/** The program ran until we ended it, since all of `during` was done. */
	readonly endedByUs?: boolean;
	/** The engine's message when the program could not be started. */
	readonly error?: string;
}

export interface ContainerFacts {
	readonly id: string;
	readonly name: string;
	readonly image: string;
	readonly state: string;
	readonly labels: Labels;
}

export interface EngineContainers {
	/** Containers (running or not) that carry all these labels. */
	list(labels: Labels, options?: CallOptions): Promise<readonly ContainerFacts[]>;
	/** Creates, starts, feeds, watches and removes one container. */
	run(request: RunRequest, options?: CallOptions): Promise<RunResult>;
	/** Creates and starts a container that runs until it is removed, and gives its id. Throws `image-not-found`. */
	start(request: ServiceRequest, options?: CallOptions): Promise<string>;
	/** Starts a program in a container that runs. Throws `container-not-running` when it is gone or has ended. */
	exec(id: string, request: ExecRequest, options?: CallOptions): Promise<ExecStream>;
	/** Kills and removes with its anonymous volumes; one that is gone already is no error. */
	remove(id: string): Promise<void>;
}

/** A Docker engine of version 24 or newer. Disposing lets go of it (and stops a managed one nobody else holds). */
export interface Engine extends AsyncDisposable {
	readonly facts: EngineFacts;
	readonly images: EngineImages;
	readonly containers: EngineContainers;
	readonly networks: EngineNetworks;
	readonly cache: EngineBuildCache;
	/** Builds with BuildKit. A Dockerfile's own failure is a result, not an exception. */
	build(request: BuildRequest, options?: BuildOptions): Promise<BuildResult>;
	/**
	 * A cgroup with these limits for the steps of builds that somebody else asks the engine for, as BuildKit's
	 * `cgroup-parent` takes it. Disposing ends what still runs in it. Undefined where the engine's host gives us none.
	 *
	 * @param scope those of the same scope share one cgroup, and what they left in the build cache.
	 */
	buildCgroup(limits: BuildLimits, scope: string): Promise<BuildCgroup | undefined>;
	/**
	 * One fresh raw connection to the engine's API, for a caller that speaks HTTP itself. Either side may end its half
	 * alone. It belongs to the caller, who destroys it. Throws `engine-request-failed` when it cannot be made.
	 */
	connect(options?: CallOptions): Promise<Duplex>;
	/** Throws `engine-request-failed` when the engine does not answer. */
	ping(options?: CallOptions): Promise<void>;
}
